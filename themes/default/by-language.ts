import type { Site } from '../../src/model/site.ts';

/** What is said once, or by the tag of a language. */
export type ByLanguage<Said> = Said | { readonly [tag: string]: Said };

/**
 * What stands for the language of a page: that of its tag, or of the beginning of that (`de` for
 * `de-AT`); else that of the default language of the site.
 */
export function inLanguage<Said>(
  said: Readonly<Record<string, Said>>,
  { config: { language }, locales }: Pick<Site, 'config' | 'locales'>,
): Said | undefined {
  const main = locales?.find(({ isDefault }) => isDefault)?.tag ?? language;
  const tag = tagFor(language, Object.keys(said)) ?? tagFor(main, Object.keys(said));
  return tag === undefined ? undefined : said[tag];
}

/** The most exact of some tags that stands for a language. */
export function tagFor(language: string, tags: readonly string[]): string | undefined {
  const parts = language.toLowerCase().split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const wanted = parts.slice(0, length).join('-');
    const found = tags.find((tag) => tag.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
