import type { FrontMatter } from './page.ts';

/** All empty lists are one: a site has many. */
const none: readonly never[] = [];

/** Of a page without any key. All pages that lack a key share the value it has here. */
export const emptyFrontMatter: FrontMatter = {
  title: undefined,
  description: undefined,
  date: undefined,
  updated: undefined,
  draft: false,
  publishDate: undefined,
  expiryDate: undefined,
  unlisted: false,
  tags: none,
  terms: {},
  authors: none,
  series: undefined,
  updates: none,
  slug: undefined,
  permalink: undefined,
  aliases: none,
  canonical: undefined,
  noindex: false,
  llms: true,
  image: undefined,
  toc: true,
  editLink: true,
  order: undefined,
  sidebarLabel: undefined,
  collapsed: undefined,
  cascade: undefined,
  symptoms: none,
  owner: undefined,
  runbook: undefined,
  extra: {},
};
