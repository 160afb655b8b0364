import type { ExternalLink, LinkReference, Page } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { exceptionsOf } from './exceptions.ts';

/** What pages link to on other hosts, in the order of the pages, without what the site excepts. */
export function externalLinks(
  pages: readonly Page[],
  exceptions: readonly string[],
  partSource: (part: NonNullable<LinkReference['part']>) => SourceFile,
): readonly ExternalLink[] {
  const isExcepted = exceptionsOf(exceptions);
  return pages.flatMap((page) =>
    page.links.flatMap(({ target, span, part }): ExternalLink[] => {
      const written = target.trim();
      const url = written.startsWith('//') ? `https:${written}` : written;
      if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || isExcepted(target)) return [];
      const source = part === undefined ? page.source : partSource(part);
      return [{ url: new URL(url).href, source, span }];
    }),
  );
}
