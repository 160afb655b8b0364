/** What a page is in a round: 0 to 40 KB, each of its lines its own. */
export function bodyOf(round: number, page: number): Buffer {
  const lines = Array.from(
    { length: (page * 7) % 900 },
    (_, line) => `${round} ${page} ${line} .......\n`,
  );
  return Buffer.from(lines.join(''));
}
