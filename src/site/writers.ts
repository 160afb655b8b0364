import type { Page } from '../model/page.ts';
import type { Author } from '../model/site.ts';

export interface Person {
  readonly name: string;
  /** Absolute, or a path with the base. */
  readonly url?: string | undefined;
}

/** Those whom the front matter names, by their name or by their id in the configuration. */
export function writersOf(
  { frontmatter }: Pick<Page, 'frontmatter'>,
  authors: readonly Author[],
): readonly Person[] {
  return frontmatter.authors.map((written) => {
    const known = authors.find(({ id }) => id === written);
    if (known?.url === undefined) return { name: known?.name ?? written };
    return { name: known.name, url: known.url };
  });
}
