import { type Cursor, gaveUp, isOver, spend, take } from './cursor.ts';

/**
 * Passes over the rest of `((…))`, from its second bracket on. False, and nothing passed over, where
 * it is no arithmetic but a subshell in another.
 */
export function skipArithmetic(cursor: Cursor): boolean {
  const { text } = cursor;
  let depth = 0;
  for (let at = cursor.at; at < text.length; at += 1) {
    spend(cursor);
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth > 0) continue;
      // Behind the bracket that closes the first must stand the one that closes the second.
      if (text.charAt(at + 1) !== ')') return false;
      cursor.at = at + 2;
      return true;
    }
  }
  throw gaveUp;
}

/** Passes over `${…}` up to and with its `}`; `other` reads one thing of any other kind. */
export function skipBraces(cursor: Cursor, other: () => void): void {
  const { text } = cursor;
  while (!take(cursor, '}')) {
    if (isOver(cursor)) throw gaveUp;
    spend(cursor);
    const character = text.charAt(cursor.at);
    if (character === '\\') cursor.at += 2;
    else if (character === "'") skipSingle(cursor);
    else other();
  }
}

/** In double quotes a single quote may be one character: it is, where none closes it before the end. */
function skipSingle(cursor: Cursor): void {
  const from = cursor.at + 1;
  const close = /['}\n]/g;
  close.lastIndex = from;
  const end = close.exec(cursor.text)?.index ?? from;
  spend(cursor, end - from + 1);
  cursor.at = cursor.text.charAt(end) === "'" ? end + 1 : from;
}
