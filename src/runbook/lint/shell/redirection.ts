import { type Cursor, gaveUp, skipBlanks, spend } from './cursor.ts';
import { see } from './see.ts';
import type { Heredoc, WrittenWord } from './seen.ts';
import { type ReadScript, readWord } from './word.ts';

const form = /(?:\d{1,4}|\{(\w{1,80})\})?(<<-|<<<|<<|<>|<&|>>|>\||>&|<(?!\()|>(?!\()|&>>|&>)/y;

export interface Redirections {
  /** The end of the last; absent where there is none. */
  readonly end: number | undefined;
  readonly opensFile: boolean;
  readonly heredocs: readonly Heredoc[];
  /** The words of `<<<`. */
  readonly strings: readonly WrittenWord[];
}

/** Reads `> file` and the like, as many as there are. */
export function readRedirections(cursor: Cursor, readScript: ReadScript): Redirections {
  let end: number | undefined;
  let opensFile = false;
  const heredocs: Heredoc[] = [];
  const strings: WrittenWord[] = [];
  for (;;) {
    skipBlanks(cursor);
    spend(cursor);
    form.lastIndex = cursor.at;
    const [written, name, operator] = form.exec(cursor.text) ?? [];
    if (written === undefined) return { end, opensFile, heredocs, strings };
    // The shell gives it the number of the file.
    if (name !== undefined) see(cursor, name, cursor.at + 1);
    cursor.at += written.length;
    skipBlanks(cursor);
    const before = cursor.seen.expansions.length;
    const target = readWord(cursor, readScript);
    if (target === undefined) throw gaveUp;
    end = cursor.at;
    opensFile ||=
      !/^(?:\/dev\/(?:null|stdout|stderr)|\d|-)$/.test(target.literal ?? 'a file') &&
      !operator?.startsWith('<<');
    if (operator === '<<<') strings.push(target);
    if (operator === '<<' || operator === '<<-') {
      // Nothing of a delimiter is expanded.
      cursor.seen.expansions.length = before;
      const written = cursor.text.slice(target.start, target.end);
      const delimiter = written.replace(/['"\\]/g, '');
      const quoted = delimiter !== written;
      const heredoc = { delimiter, tabs: operator === '<<-', quoted, body: '', start: 0 };
      heredocs.push(heredoc);
      cursor.heredocs.push(heredoc);
    }
  }
}
