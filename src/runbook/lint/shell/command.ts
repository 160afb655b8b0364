import { readCompound } from './compound.ts';
import { type Cursor, gaveUp, skipBlanks, skipLines, startsWith, take } from './cursor.ts';
import { readRedirections } from './redirection.ts';
import { seeCommand } from './see.ts';
import type { Heredoc, WrittenWord } from './seen.ts';
import type { Command, FunctionDefinition, Word } from './tree.ts';
import { type ReadScript, readWord } from './word.ts';

/** Reads one command with its redirections; undefined where none begins. */
export function readCommand(cursor: Cursor, readScript: ReadScript): Command | undefined {
  const compound = readCompound(cursor, readScript);
  if (compound !== undefined) {
    const { end = compound.end, opensFile } = readRedirections(cursor, readScript);
    return { ...compound, end, opensFile };
  }
  const start = cursor.at;
  const from = cursor.seen.expansions.length;
  const assignments: Word[] = [];
  const words: Word[] = [];
  let end = start;
  let opensFile = false;
  const heredocs: Heredoc[] = [];
  const strings: WrittenWord[] = [];
  for (;;) {
    const redirected = readRedirections(cursor, readScript);
    end = redirected.end ?? end;
    opensFile ||= redirected.opensFile;
    heredocs.push(...redirected.heredocs);
    strings.push(...redirected.strings);
    const word = readWord(cursor, readScript);
    if (word === undefined) break;
    end = cursor.at;
    const written = cursor.text.slice(word.start, word.end);
    if (words.length === 0 && /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(written)) {
      assignments.push(word);
    } else words.push(word);
    skipBlanks(cursor);
    if (words.length === 1 && assignments.length === 0 && startsWith(cursor, '(')) {
      return readDefinition(cursor, { start, readScript });
    }
    if (words.length === 1 && word.literal === 'function') {
      readWord(cursor, readScript);
      skipBlanks(cursor);
      return readDefinition(cursor, { start, readScript });
    }
  }
  if (end === start) return undefined;
  seeCommand(cursor, { from, assignments, words, heredocs, strings });
  return { kind: 'simple', start, end, assignments, words, opensFile, heredocs };
}

/** What follows the name of a function: `()`, where it is written, and the body. */
function readDefinition(
  cursor: Cursor,
  { start, readScript }: { readonly start: number; readonly readScript: ReadScript },
): FunctionDefinition {
  if (take(cursor, '(')) {
    skipBlanks(cursor);
    if (!take(cursor, ')')) throw gaveUp;
  }
  skipLines(cursor);
  const body = readCompound(cursor, readScript);
  if (body === undefined) throw gaveUp;
  const { end = body.end, opensFile } = readRedirections(cursor, readScript);
  return { kind: 'function', start, end, opensFile, body };
}
