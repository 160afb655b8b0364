import type { View } from '../../src/model/site.ts';

export type PageView = Extract<View, { kind: 'page' }>;
export type HomeView = Extract<View, { kind: 'home' }>;
export type ListView = Extract<View, { kind: 'list' }>;
export type RunbooksView = Extract<View, { kind: 'runbooks' }>;
export type TagsView = Extract<View, { kind: 'tags' }>;
export type TagView = Extract<View, { kind: 'tag' }>;
export type NotFoundView = Extract<View, { kind: 'not-found' }>;
