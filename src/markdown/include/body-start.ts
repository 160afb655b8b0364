/** Where the Markdown of a file begins, behind front matter between `---` or `+++`. */
export function bodyStartOf(text: string): number {
  const [, fence] = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text) ?? [];
  if (fence === undefined) return 0;
  const closing = fence === '---' ? /^---[ \t]*(?:\r?\n|$)/gm : /^\+\+\+[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = 4;
  const end = closing.exec(text);
  return end === null ? 0 : end.index + end[0].length;
}
