import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { OutputFile } from '../model/output.ts';
import { isCode, messageOf } from './file-error.ts';

export interface FolderCopy {
  /** Sorted by path. */
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Left by systems and tools in any folder; nobody means to publish them. */
const passedOver: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', '.git']);

/**
 * Every file of a folder that is to be published as it is, dot files such as `.well-known` too. A
 * symbolic link is good for a file inside the folder and for nothing else. No folder, no files.
 * @param name What the folder is called in messages, such as `public`.
 */
export async function copyFolder(folder: string, name: string): Promise<FolderCopy> {
  const files: OutputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return { files, diagnostics };
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const shown = `${name}/${at}`.replace(/\/$/, '');
    const entries = await readdir(join(root, at), { withFileTypes: true }).catch((error) => {
      diagnostics.push(unreadable(shown, messageOf(error)));
      return [];
    });
    for (const entry of entries) {
      if (passedOver.has(entry.name)) continue;
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      const from = `${name}/${path}`;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile()) files.push(copyOf(root, path, from));
      else if (entry.isSymbolicLink()) {
        const problem = await problemOfLink(join(root, path), root);
        if (problem === undefined) files.push(copyOf(root, path, from));
        else diagnostics.push(unreadable(from, problem));
      } else diagnostics.push(unreadable(from, 'it is neither a file nor a folder'));
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, diagnostics };
}

function copyOf(root: string, path: string, from: string): OutputFile {
  return { path, contents: { copyOf: join(root, path) }, from };
}

async function problemOfLink(path: string, root: string): Promise<string | undefined> {
  try {
    const target = await realpath(path);
    if (!target.startsWith(root + sep)) return 'it is a symbolic link that leaves the folder';
    return (await stat(target)).isFile() ? undefined : 'it is a symbolic link to a folder';
  } catch (error) {
    if (!isCode(error, 'ENOENT', 'ELOOP')) throw error;
    return 'it is a symbolic link that leads nowhere';
  }
}

function unreadable(from: string, why: string): Diagnostic {
  return {
    ...diagnostic({ code: 'output-unreadable', message: `\`${from}\` is not published: ${why}` }),
    file: from,
  };
}
