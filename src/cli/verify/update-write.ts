import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { SourceFile } from '../../model/source.ts';

const byteOrderMark = '\ufeff';

/**
 * Writes a page so that a crash leaves the old text or the new one, with the same permissions. A page
 * that is no longer what was read, or cannot be written, is left as it is, and told.
 */
export async function writePage(
  root: string,
  source: SourceFile,
  text: string,
): Promise<Diagnostic | undefined> {
  try {
    return await replaceText(resolve(root, source.path), source, text);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return refused(source, error.message);
  }
}

async function replaceText(
  file: string,
  source: SourceFile,
  text: string,
): Promise<Diagnostic | undefined> {
  const { mode } = await stat(file);
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', mode & 0o777);
    try {
      const before = (await readFile(file)).toString('utf8');
      const mark = before.startsWith(byteOrderMark) ? byteOrderMark : '';
      if (before !== source.text && before !== mark + source.text) return changed(source);
      await handle.chmod(mode & 0o777);
      await handle.writeFile((before === source.text ? '' : mark) + text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return undefined;
  } finally {
    await rm(temporary, { force: true });
  }
}

function changed(source: SourceFile): Diagnostic {
  return diagnosticAt(source, undefined, {
    code: 'update-changed',
    message: 'the page changed while its commands ran, so nothing was written into it',
    hint: 'run the command again',
  });
}

/** The words of the system name the temporary file, too, which nobody knows: up to there they are told. */
function refused(source: SourceFile, message: string): Diagnostic {
  return diagnosticAt(source, undefined, {
    code: 'update-refused',
    message: `the system refused to write the page: ${message.replace(/, \w+ '[\s\S]*$/, '')}`,
    hint: 'look at the permissions of the page and of its folder, and at the room on the disk',
  });
}
