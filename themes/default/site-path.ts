import type { Site } from '../../src/model/site.ts';

/** Where a link of the options leads: a path of the site (`/x/`) gets the base, a URL stays. */
export function sitePath(link: string, { config }: Site): string {
  return link.startsWith('/') && !link.startsWith('//') ? config.base + link.slice(1) : link;
}
