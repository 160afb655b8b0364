import { posix } from 'node:path';
import type { Privileges } from '../../model/config.ts';

/** Where a session starts; see `openSession`. */
const workDir = '/work';
/** What an ordinary user may write in a sandbox. */
const writable: readonly string[] = ['/tmp', workDir];

export type FilePath =
  | { readonly path: string }
  | { readonly message: string; readonly hint: string };

/**
 * The path of a file step without `.` and `..`. A relative one stays relative, as it is below the
 * shell's folder when the step's turn comes; only here, where nothing has run, that is `/work`.
 */
export function checkFilePath(written: string, privileges: Privileges): FilePath {
  if (hasControl.test(written) || written.length > 1000) {
    return { message: 'the path holds control characters or is overlong', hint: 'shorten it' };
  }
  if (written.startsWith('~')) {
    return {
      message: `\`${written}\` begins with \`~\`, which only a shell replaces`,
      hint: 'write the whole path, for example `file=/work/app.conf`',
    };
  }
  const path = posix.normalize(written);
  const whole = posix.resolve(workDir, path);
  if (written === '' || path.endsWith('/') || writable.includes(whole) || whole === '/') {
    return { message: `\`${written}\` names a folder, not a file`, hint: 'add a file name' };
  }
  const outside = !writable.some((folder) => whole.startsWith(`${folder}/`));
  if (privileges === 'strict' && outside) {
    return {
      message: `\`${written}\` is outside what a step may write`,
      hint: `write below ${writable.join(' or ')}, or ask for \`privileges: root\` in the front matter`,
    };
  }
  return { path };
}

const hasControl = /\p{Cc}/u;
