import type { FrontMatter } from '../model/page.ts';

/** Of a page without any key. All pages that lack a key share the value it has here. */
export const emptyFrontMatter: FrontMatter = {
  title: undefined,
  description: undefined,
  date: undefined,
  updated: undefined,
  draft: false,
  tags: [],
  slug: undefined,
  permalink: undefined,
  order: undefined,
  sidebarLabel: undefined,
  author: undefined,
  runbook: undefined,
  extra: {},
};
