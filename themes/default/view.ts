import type { View } from '../../src/model/site.ts';

export type PageView = Extract<View, { kind: 'page' }>;
export type HomeView = Extract<View, { kind: 'home' }>;
export type ListView = Extract<View, { kind: 'list' }>;
export type RunbooksView = Extract<View, { kind: 'runbooks' }>;
export type StatusView = Extract<View, { kind: 'status' }>;
export type SearchView = Extract<View, { kind: 'search' }>;
export type TaxonomyView = Extract<View, { kind: 'taxonomy' }>;
export type TermView = Extract<View, { kind: 'term' }>;
export type ArchiveView = Extract<View, { kind: 'archive' }>;
export type PeriodView = Extract<View, { kind: 'period' }>;
export type NotFoundView = Extract<View, { kind: 'not-found' }>;
