import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadedFolder } from '../model/loader.ts';
import type { SoundEntry } from './check-entries.ts';
import { writeWhole } from './kept.ts';

/** Entries, by the folder of their collection below the content folder. */
export type LoadedPages = ReadonlyMap<string, readonly SoundEntry[]>;

/**
 * Writes a Markdown file for each entry below `.rutter/loaded`, as if it lay in the content folder, and
 * removes all others there. A file that would become the same is left alone: nothing is made of it again.
 */
export function writePages(root: string, pages: LoadedPages): void {
  const top = join(root, loadedFolder);
  const wanted = new Set<string>();
  for (const [folder, entries] of pages) {
    for (const entry of entries) {
      const file = join(top, folder, `${entry.id}.md`);
      wanted.add(file);
      const text = textOf(entry);
      if (textAt(file) !== text) writeWhole(file, text);
    }
  }
  tidy(top, wanted);
}

/** JSON, for which there is but one way to write a value. */
function textOf({ frontmatter, body }: SoundEntry): string {
  return `---json\n${JSON.stringify(frontmatter, undefined, 2)}\n---\n\n${body.trimEnd()}\n`;
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether the folder is empty then. */
function tidy(folder: string, wanted: ReadonlySet<string>): boolean {
  let isEmpty = true;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    const goes = entry.isDirectory() ? tidy(path, wanted) : !wanted.has(path);
    if (goes) rmSync(path, { recursive: true, force: true });
    else isEmpty = false;
  }
  return isEmpty;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
