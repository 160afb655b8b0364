import { type Cursor, gaveUp, skipBlanks, spend } from './cursor.ts';
import { type ReadScript, readWord } from './word.ts';

const form = /(?:\d{1,4}|\{\w{1,80}\})?(<<-|<<<|<<|<>|<&|>>|>\||>&|<(?!\()|>(?!\()|&>>|&>)/y;

/** Reads `> file` and the like, as many as there are; the end of the last, where there is one. */
export function readRedirections(cursor: Cursor, readScript: ReadScript): number | undefined {
  let end: number | undefined;
  for (;;) {
    skipBlanks(cursor);
    spend(cursor);
    form.lastIndex = cursor.at;
    const [written, operator] = form.exec(cursor.text) ?? [];
    if (written === undefined) return end;
    cursor.at += written.length;
    skipBlanks(cursor);
    const target = readWord(cursor, readScript);
    if (target === undefined) throw gaveUp;
    end = cursor.at;
    if (operator === '<<' || operator === '<<-') {
      const delimiter = cursor.text.slice(target.start, target.end).replace(/['"\\]/g, '');
      cursor.heredocs.push({ delimiter, tabs: operator === '<<-' });
    }
  }
}
