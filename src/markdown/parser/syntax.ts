import type { Processor } from 'unified';

/**
 * All that decides how a processor reads text, as a flat list: its parser, and the extensions and
 * settings of that one. Two lists with the same values read the same.
 */
export function syntaxOf(processor: Processor): readonly unknown[] {
  const { micromarkExtensions, fromMarkdownExtensions, settings } = processor.data();
  const values: unknown[] = [processor.parser, processor.Parser];
  const seen = new Set<unknown>();
  const add = (value: unknown): void => {
    values.push(value);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, held] of Object.entries(value)) {
      values.push(key);
      add(held);
    }
  };
  for (const list of [micromarkExtensions, fromMarkdownExtensions, settings]) add(list);
  return values;
}

export function sameSyntax(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
