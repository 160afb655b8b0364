const names: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: '\u00a0',
  quot: '"',
};

/** Text with its character references read: numbers, and the names that are written into attributes. */
export function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(#(\d{1,7})|#x([\da-f]{1,6})|[a-z]+);/gi,
    (whole: string, ...groups: string[]) => {
      const [name = '', ten, hex] = groups;
      if (!name.startsWith('#')) return names[name] ?? whole;
      const code = hex === undefined ? Number(ten) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
