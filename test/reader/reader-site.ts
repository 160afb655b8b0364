import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildResult, createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { leaveEvidence } from './evidence.ts';

/** An address of each layout, and of each state that changes much of one. */
export const layouts = {
  home: '/',
  section: '/docs/',
  doc: '/docs/elements/',
  formulas: '/docs/formulas/',
  folder: '/docs/guide/',
  'old version': '/docs/v1/elements/',
  list: '/posts/',
  'last page of a list': '/posts/page/2/',
  post: '/posts/part-3/',
  archive: '/posts/archive/',
  period: '/posts/2026/03/',
  taxonomy: '/tags/',
  term: '/tags/shell/',
  author: '/authors/mara/',
  series: '/series/the-lamp/',
  page: '/about/',
  runbooks: '/runbooks/',
  'runbook that fails': '/runbooks/disk-full/',
  'runbook that is verified': '/runbooks/dns/',
  'runbook that is stale': '/runbooks/clock/',
  'runbook without proof': '/runbooks/neighbours/',
  wall: '/runbooks/wall/',
  search: '/search/',
  'not found': '/404.html',
  'right to left': '/ar/',
  'doc, right to left': '/ar/docs/elements/',
  'post, right to left': '/ar/posts/part-1/',
  'runbook, right to left': '/ar/runbooks/disk-full/',
  'runbooks, right to left': '/ar/runbooks/',
  'not translated': '/ar/docs/guide/first/',
} as const;

/** The time of every build of it: after all of its pages. */
const now = Date.parse('2026-11-15T00:00:00Z');

/** Builds the site of all layouts in an empty folder. */
export async function buildReaderSite(root: string): Promise<BuildResult & { outDir: string }> {
  mkdirSync(root, { recursive: true });
  cpSync(join(import.meta.dirname, 'site'), root, { recursive: true });
  const config = await loadConfig({ root });
  await leaveEvidence(config);
  return { ...(await createBuilder(config).build({ now })), outDir: config.outDir };
}
