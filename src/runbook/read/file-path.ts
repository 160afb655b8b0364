import { posix } from 'node:path';
import type { Privileges } from '../../model/config.ts';

/** Where a session starts; see `openSession`. */
const workDir = '/work';
/** What an ordinary user may write in a sandbox. */
const writable: readonly string[] = ['/tmp', workDir];
/** Where there are no files of a disk, whoever writes: `/proc/self/fd/1` is the session's own pipe. */
const unreal: readonly string[] = ['/dev', '/proc', '/sys'];

export type FilePath =
  | { readonly path: string }
  | { readonly message: string; readonly hint: string };

/**
 * The path of a file step without `.` and `..`. A relative one stays relative, as it is below the
 * shell's folder when the step's turn comes; it may not leave that folder, which nobody knows before.
 */
export function checkFilePath(written: string, privileges: Privileges): FilePath {
  if (hasControl.test(written) || written.length > 1000) {
    return { message: 'the path holds control characters or is overlong', hint: 'shorten it' };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) {
    return {
      message: `\`${written}\` is a URL, not a path`,
      hint: 'write the path of the file in the sandbox, for example `file=/work/app.conf`',
    };
  }
  const [forShell] = /^~|\$\{?[A-Za-z_][A-Za-z0-9_]*\}?|\$\(/.exec(written) ?? [];
  if (forShell !== undefined) {
    return {
      message: `\`${written}\` has \`${forShell}\` in it, which only a shell replaces`,
      hint: 'write the whole path, for example `file=/work/app.conf`',
    };
  }
  const path = posix.normalize(written);
  const whole = posix.resolve(workDir, path);
  if (path === '..' || path.startsWith('../')) {
    return {
      message: `\`${written}\` leaves the folder of the shell`,
      hint: `write the whole path, for example \`file=${workDir}/${posix.basename(path).replace('..', 'app.conf')}\``,
    };
  }
  if (written === '' || path.endsWith('/') || [...writable, '/', ...unreal].includes(whole)) {
    return { message: `\`${written}\` names a folder, not a file`, hint: 'add a file name' };
  }
  if (isBelow(unreal, whole)) {
    return {
      message: `\`${written}\` is no place for a file`,
      hint: `write below ${writable.join(' or ')}`,
    };
  }
  if (privileges === 'strict' && !isBelow(writable, whole)) {
    return {
      message: `\`${written}\` is outside what a step may write`,
      hint: `write below ${writable.join(' or ')}, or ask for \`privileges: root\` in the front matter`,
    };
  }
  return { path };
}

function isBelow(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

const hasControl = /\p{Cc}/u;
