import type { Page } from '../../../src/model/page.ts';
import type { Site, Tag } from '../../../src/model/site.ts';
import { type Html, html, type Value } from '../html.ts';
import type { Translate } from '../words.ts';
import { time } from './time.ts';

const wordsPerMinute = 220;

/** The line of facts below a title: dates, author, reading time, tags. */
export function meta(page: Page, site: Site, t: Translate): Html | undefined {
  const facts = [...dates(page, t), ...author(page), ...tagLinks(page, site)];
  return facts.length === 0 ? undefined : factLine(facts);
}

/** The same with the reading time, for the page itself. */
export function postMeta(page: Page, site: Site, t: Translate): Html {
  return factLine([
    ...dates(page, t),
    ...author(page),
    readingTime(page, t),
    ...tagLinks(page, site),
  ]);
}

function factLine(facts: readonly Value[]): Html {
  return html`<p class="meta">${facts.map((fact, at) => [at > 0 && ' ', html`<span>${fact}</span>`])}</p>`;
}

function dates({ frontmatter: { date, updated } }: Page, t: Translate): readonly Html[] {
  return [
    ...(date === undefined ? [] : [time(date.iso, t)]),
    ...(updated === undefined || updated.iso === date?.iso
      ? []
      : [t.html('updatedOn', { date: time(updated.iso, t) })]),
  ];
}

function author({ frontmatter }: Page): readonly string[] {
  return frontmatter.authors;
}

function readingTime({ words }: Page, t: Translate): string {
  return t('minutesRead', { count: Math.max(1, Math.round(words / wordsPerMinute)) });
}

function tagLinks({ frontmatter: { tags } }: Page, site: Site): readonly Html[] {
  if (tags.length === 0) return [];
  const known = byName(site.tags);
  return tags.map((name) => {
    const tag = known.get(name.toLowerCase());
    if (tag === undefined) return html`<span class="tag">${name}</span>`;
    return html`<a class="tag" href="${tag.url}">${tag.name}</a>`;
  });
}

const named = new WeakMap<readonly Tag[], ReadonlyMap<string, Tag>>();

function byName(tags: readonly Tag[]): ReadonlyMap<string, Tag> {
  const known = named.get(tags);
  if (known !== undefined) return known;
  // Of two with one name the first is meant.
  const found = new Map([...tags].reverse().map((tag) => [tag.name.toLowerCase(), tag]));
  named.set(tags, found);
  return found;
}
