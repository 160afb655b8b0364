/** Whether a link, as a page writes it, is one of those of which nothing is said. */
export function exceptionsOf(patterns: readonly string[]): (target: string) => boolean {
  if (patterns.length === 0) return () => false;
  const parts = patterns.map((pattern) => pattern.split('*'));
  return (target) => parts.some((one) => matches(target.trim(), one));
}

/** Texts that stand in this order, the first at the start and the last at the end; without backtracking. */
function matches(text: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
