import type { Page, PageDate } from '../../../src/model/page.ts';
import { readingMinutes } from '../../../src/model/reading-time.ts';
import type { AuthorLink, PageFacts, TermLink } from '../../../src/model/site.ts';
import type { MetaDetail, PageProps } from '../contract.ts';
import { type Html, html, type Value } from '../html.ts';
import type { Translate } from '../words.ts';
import { pageDate } from './time.ts';

/** Of a page that says neither who wrote it nor what it is about. */
export const noFacts: PageFacts = { authors: [], terms: [] };

/** The line of facts below a title: dates, authors, terms. */
export function meta(
  { site, t }: PageProps,
  { page, facts, readingTime = false }: MetaDetail,
): Html | undefined {
  const all = [
    ...dates(page, t),
    ...authors(facts),
    ...(readingTime ? [minutesRead(page, site.config.language, t)] : []),
    ...terms(facts),
  ];
  if (all.length === 0) return undefined;
  return html`<p class="meta">${all.map((fact, at) => [at > 0 && ' ', html`<span>${fact}</span>`])}</p>`;
}

function minutesRead({ words }: Page, language: string, t: Translate): string {
  return t('minutesRead', { count: readingMinutes(words, language) });
}

function dates(page: Page, t: Translate): readonly Html[] {
  const { date } = page.frontmatter;
  const updated = updatedAt(page);
  return [
    ...(date === undefined ? [] : [pageDate(date, t)]),
    ...(updated === undefined || updated.iso === date?.iso
      ? []
      : [t.html('updatedOn', { date: pageDate(updated, t) })]),
  ];
}

/** When its author last changed it or added a correction. */
function updatedAt({ frontmatter: { updated, updates } }: Page): PageDate | undefined {
  return [...(updated === undefined ? [] : [updated]), ...updates.map(({ date }) => date)].reduce<
    PageDate | undefined
  >((latest, one) => (latest === undefined || one.iso > latest.iso ? one : latest), undefined);
}

function authors({ authors }: PageFacts): readonly Value[] {
  if (authors.length === 0) return [];
  return [authors.map((author, at) => [at > 0 && ', ', authorLink(author)])];
}

/** A name, and where more is to be found of theirs. */
export function authorLink({ name, page, url }: AuthorLink): Html {
  const to = page ?? url;
  return to === undefined ? html`${name}` : html`<a class="author" href="${to}">${name}</a>`;
}

function terms({ terms }: PageFacts): readonly Html[] {
  return terms.flatMap(({ name, terms }) => terms.map((term) => termLink(term, name)));
}

function termLink({ name, url }: TermLink, taxonomy: string): Html {
  const kind = taxonomy === 'tags' ? 'tag' : 'term';
  if (url === undefined) return html`<span class="${kind}">${name}</span>`;
  return html`<a class="${kind}" href="${url}">${name}</a>`;
}
