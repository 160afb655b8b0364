import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../model/config.ts';

/** Mermaid as a site has it installed, for the browsers of its readers. */
export interface SiteMermaid {
  readonly version: string;
  /** Absolute: one script that needs no other. */
  readonly file: string;
}

/** In the `node_modules` nearest to the root; undefined where no diagram is in Mermaid. */
export function siteMermaid({
  root,
  markdown,
}: Pick<Config, 'root' | 'markdown'>): SiteMermaid | undefined {
  if (!markdown.diagrams.includes('mermaid')) return undefined;
  for (let folder = root; ; folder = dirname(folder)) {
    const home = join(folder, 'node_modules', 'mermaid');
    const file = join(home, 'dist', 'mermaid.min.js');
    if (existsSync(file)) return { version: versionIn(home), file };
    if (folder === dirname(folder)) return undefined;
  }
}

function versionIn(home: string): string {
  try {
    const { version }: { version?: unknown } = JSON.parse(
      readFileSync(join(home, 'package.json'), 'utf8'),
    );
    return /^[\w.-]{1,40}$/.exec(String(version))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
