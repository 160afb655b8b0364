import { inspect } from 'node:util';
import type { Page } from '../model/page.ts';
import type { SitePlugin } from '../model/plugin.ts';
import type { PageFacts, Site, View } from '../model/site.ts';
import { keyOf } from '../model/source.ts';
import type { MadeArticle } from './articles.ts';
import { partsOfAll, splitPart } from './local-parts.ts';
import { wholeSite } from './local-sites.ts';
import type { PartName } from './recorded-site.ts';

/** Digests of what files are drawn from. Each is computed when it is asked for, and once. */
export interface SiteDigests {
  /** Of a part of the site; undefined for one that the site does not have. */
  part(name: PartName): string | undefined;
  /** Of a page and its text. */
  page(page: Page): string;
  /** Of all that a view holds itself. */
  view(view: View): string;
}

interface PageDigests {
  /** Of all that a page is but its text. */
  readonly card: (page: Page) => string;
  readonly text: (id: string) => string | undefined;
  /** Of what a page says of itself, which many lists show. */
  readonly facts: (facts: PageFacts) => string;
}

/**
 * @param sites The site in all its languages.
 * @param plugins Where one of them changes pages, nobody can tell what it gave them.
 */
export function siteDigests(
  sites: readonly Site[],
  articles: ReadonlyMap<string, MadeArticle>,
  plugins: readonly SitePlugin[] = [],
): SiteDigests {
  const site = wholeSite(sites);
  const isHooked = plugins.some(({ page }) => page !== undefined);
  const pages = pageDigests(site, articles, isHooked);
  const known = new Map<PartName, string | undefined>();
  const read = partsOfAll(sites);
  const cards = (list: readonly Page[]): string[] => list.map(pages.card);

  function make(name: PartName): string | undefined {
    const { part } = splitPart(name);
    if (name.startsWith('text:')) return pages.text(name.slice('text:'.length));
    if (/^(?:pages$|pages:|term:)/.test(part)) {
      return keyOf(JSON.stringify(cards(read(name) as readonly Page[])));
    }
    if (part.startsWith('proof:')) return proofDigest(site, part.slice('proof:'.length));
    return keyOf(JSON.stringify(read(name)) ?? '');
  }

  return {
    part(name) {
      if (!known.has(name)) known.set(name, make(name));
      return known.get(name);
    },
    page: (page) => keyOf(JSON.stringify([pages.card(page), pages.text(page.id)])),
    view(view) {
      const { kind, url, outputPath, title, description, head } = view;
      const { locale, translations, versions, original } = view;
      const local = [locale, translations, versions, original];
      const base = [kind, url, outputPath, title, description, head, local];
      return keyOf(JSON.stringify([...base, ...ownParts(view, site, pages, cards)]));
    },
  };
}

function ownParts(
  view: View,
  site: Site,
  pages: PageDigests,
  cards: (list: readonly Page[]) => string[],
): unknown[] {
  switch (view.kind) {
    case 'page': {
      const { page, collection, previous, next } = view;
      const proof = view.proof && proofDigest(site, page.id);
      const own = [pages.card(page), pages.text(page.id), collection.config.name];
      return [
        ...own,
        previous,
        next,
        proof,
        view.history,
        view.facts && pages.facts(view.facts),
        view.series,
        view.related,
      ];
    }
    case 'list': {
      const { collection, items, facts, pagination, intro } = view;
      return [
        collection.config.name,
        cards(items),
        facts.map(pages.facts),
        pagination,
        intro && pages.card(intro),
      ];
    }
    case 'runbooks':
      return [view.collection.config.name, view.intro && pages.card(view.intro)];
    case 'status':
      return [view.collection.config.name];
    case 'search':
      return [view.index, view.intro && pages.card(view.intro)];
    case 'taxonomy':
      return [view.taxonomy.name, view.terms, view.intro && pages.card(view.intro)];
    case 'term': {
      const { taxonomy, term, items, facts, pagination, intro } = view;
      const own = [taxonomy.name, term.name, term.slug, term.author];
      return [...own, cards(items), facts.map(pages.facts), pagination, intro && pages.card(intro)];
    }
    case 'archive':
      return [view.collection.config.name, view.years, view.intro && pages.card(view.intro)];
    case 'period': {
      const { collection, period, above, earlier, later, items, facts, pagination, intro } = view;
      const own = [collection.config.name, period, above, earlier, later];
      return [...own, cards(items), facts.map(pages.facts), pagination, intro && pages.card(intro)];
    }
    case 'home':
    case 'not-found':
      return [];
  }
}

function proofDigest(site: Site, id: string): string | undefined {
  const proof = site.proofs.get(id);
  if (proof === undefined) return undefined;
  const { source, ...runbook } = proof.runbook;
  return keyOf(JSON.stringify([source.path, source.digest, runbook, proof.status]));
}

function pageDigests(
  site: Site,
  articles: ReadonlyMap<string, MadeArticle>,
  isHooked: boolean,
): PageDigests {
  const known = new Map<string, string>();
  const factKeys = new Map<PageFacts, string>();
  const checked = new Set(
    site.collections.flatMap(({ config }) => (config.schema === undefined ? [] : [config.name])),
  );
  const make = ({ id, collection, url, outputPath, frontmatter }: Page): string => {
    const made = articles.get(id);
    // What a schema makes may be of any kind; all else comes from the source.
    const extra = isHooked || checked.has(collection) ? inspect(frontmatter.extra, whole) : '';
    return keyOf(JSON.stringify([made?.key, made?.digest, url, outputPath, extra]));
  };
  return {
    card(page) {
      const card = known.get(page.id) ?? make(page);
      known.set(page.id, card);
      return card;
    },
    text: (id) => articles.get(id)?.article.text.check,
    facts(facts) {
      const key = factKeys.get(facts) ?? keyOf(JSON.stringify(facts));
      factKeys.set(facts, key);
      return key;
    },
  };
}

const whole = { depth: null, maxArrayLength: null, maxStringLength: null, sorted: true } as const;
