/** Text that is itself to every shell without quotes, however often it is read. */
export const plainValue = /^[\w./:@%+-][\w./:@%+=-]*$/;

const piece =
  /\\[dwbB./:+-]|\[(?:\\[dw./:+-]|a-z|A-Z|0-9|a-f|A-F|1-9|[\w:@%+=.])+\]|[\w:@%+=/-]|\(\?[:=!]|[()|?*+^$]|\{\d+(?:,\d*)?\}/y;

/** Whether all that a pattern matches is such text, as far as its form alone can say. */
export function isPlainPattern(pattern: string): boolean {
  let at = 0;
  while (at < pattern.length) {
    piece.lastIndex = at;
    const [found] = piece.exec(pattern) ?? [];
    if (found === undefined) return false;
    at += found.length;
  }
  return true;
}
