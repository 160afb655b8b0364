import type { Layouts } from './contract.ts';
import { archive } from './layouts/archive.ts';
import { doc } from './layouts/doc.ts';
import { document } from './layouts/document.ts';
import { front, home } from './layouts/home.ts';
import { list } from './layouts/list.ts';
import { notFound } from './layouts/not-found.ts';
import { page } from './layouts/page.ts';
import { period } from './layouts/period.ts';
import { post } from './layouts/post.ts';
import { runbook } from './layouts/runbook.ts';
import { runbooks } from './layouts/runbooks.ts';
import { search } from './layouts/search.ts';
import { status } from './layouts/status.ts';
import { taxonomy } from './layouts/taxonomy.ts';
import { term } from './layouts/term.ts';

export const layouts: Layouts = {
  document,
  page,
  doc,
  post,
  runbook,
  home,
  front,
  list,
  runbooks,
  status,
  search,
  taxonomy,
  term,
  archive,
  period,
  notFound,
};
