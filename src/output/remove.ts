import { rmSync, unlinkSync } from 'node:fs';

/** Removes a file or a link, or a folder with what is in it; nothing is followed. */
export function removeEntry(path: string, entry: { isDirectory(): boolean }): void {
  if (entry.isDirectory()) removeTree(path);
  else unlinkSync(path);
}

/** Removes a folder and what is in it; links are removed, not followed. No folder is no mistake. */
export function removeTree(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
