import { described } from '../model/described.ts';
import type { MarkdownLimits } from '../model/limits.ts';
import { digestOf } from '../model/source.ts';
import { installedVersions } from './installed-versions.ts';

export interface Pipeline {
  /** How text becomes a tree. */
  readonly parser: string;
  readonly sanitize: boolean;
  readonly limits: MarkdownLimits;
  readonly remarkPlugins: readonly unknown[];
  readonly rehypePlugins: readonly unknown[];
  /** The packages that have a part in it. */
  readonly packages: readonly string[];
}

/**
 * A digest of what makes HTML of a page's text: two pipelines with the same one make the same of the
 * same page, as far as values tell. What a plugin's function closes over is in the code around it.
 */
export function fingerprintOf({ packages, ...pipeline }: Pipeline): string {
  return digestOf(described([pipeline, installedVersions(packages)]));
}
