const longest = 1_000;

/** What an engine, a registry or an image said, as one printable line of bounded length. */
export function oneLine(text: string): string {
  return text
    .slice(0, 4 * longest)
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, longest);
}
