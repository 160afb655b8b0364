import type { Page } from '../../../src/model/page.ts';
import type { Site } from '../../../src/model/site.ts';
import { type Attribute, attribute } from '../html.ts';

/** Attributes that say which language something is in; none for that of the page around it. */
export type Language = readonly Attribute[];

/** The attributes of what holds a page's text, where that is in another language than what is around it. */
export function ownLanguage(page: Page, { locales }: Site): Language {
  const main = page.fallbackOf === undefined ? undefined : locales?.find((one) => one.isDefault);
  if (main === undefined) return [];
  return [attribute('lang', main.tag), attribute('dir', main.direction)];
}
