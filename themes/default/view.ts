import type { View } from '../../src/model/site.ts';

/** A page that an author wrote. */
export type PageView = Extract<View, { kind: 'page' }>;
/** The front page of a site whose author wrote none. */
export type HomeView = Extract<View, { kind: 'home' }>;
/** One page of the list of a collection. */
export type ListView = Extract<View, { kind: 'list' }>;
/** The list of a collection of runbooks. */
export type RunbooksView = Extract<View, { kind: 'runbooks' }>;
/** Their states, for a screen on a wall. */
export type StatusView = Extract<View, { kind: 'status' }>;
/** The page of the search. */
export type SearchView = Extract<View, { kind: 'search' }>;
/** All terms of a taxonomy. */
export type TaxonomyView = Extract<View, { kind: 'taxonomy' }>;
/** One page of what has a term. */
export type TermView = Extract<View, { kind: 'term' }>;
/** The years of a collection. */
export type ArchiveView = Extract<View, { kind: 'archive' }>;
/** One page of what is of a year, a month or a day. */
export type PeriodView = Extract<View, { kind: 'period' }>;
/** `404.html`. */
export type NotFoundView = Extract<View, { kind: 'not-found' }>;
