import type { Site } from '../../../src/model/site.ts';
import { byNeed } from '../../../src/model/standing.ts';
import type { Drawn, PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { searchedPages } from '../searched-pages.ts';
import type { SearchView } from '../view.ts';
import type { Translate } from '../words.ts';

const cross = html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 3.5l9 9m0-9l-9 9"/></svg>`;

/** The most used tags, where there are more. */
const mostTags = 200;

/**
 * The search itself, without any results; the style shows it where there is a script. A dialog over
 * another page fetches it from its own: so it holds all that is said, and where the index is.
 */
export function searchBox({ view, site, t }: PageProps<SearchView>): Drawn {
  const { index } = view;
  if (index === undefined) return undefined;
  const { url, shards } = index;
  return html`
    <div class="search" data-search-box data-shards="${shards}" data-count="${t('resultCount', { found: '{found}' })}" data-nothing="${t('nothingFound', { query: '{query}' })}" data-instead="${t('foundInstead', { query: '{query}', other: '{other}', found: '{found}' })}" data-recent="${t('recentPages')}" data-failing="${t('failing')}" data-failed="${t('searchFailed')}" data-disk="${t('searchFromDisk')}">
    <a href="${url}pagefind.js" hidden></a>
    <form role="search" action="${view.url}">
    <input type="search" name="q" aria-label="${t('search')}" placeholder="${t('search')}" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go" maxlength="200">
    <button class="search-close" type="button" aria-label="${t('close')}" title="${t('close')}" hidden>${cross}</button>
    <div class="search-filters">
    ${lines(filters(site, t))}
    </div>
    </form>
    <p class="search-status" role="status"></p>
    <p class="search-help" hidden><button type="button">${t('everywhere')}</button> <a href="${view.url}">${t('allPages', { count: searchedPages(site).length })}</a></p>
    <div class="search-found">
    <p class="search-start" hidden><button type="button" aria-label="${t('clear')}: ${t('recentPages')}">${t('clear')}</button></p>
    <ol class="search-results"></ol>
    <p class="search-more" hidden><button type="button">${t('moreResults')}</button></p>
    </div>
    <div class="search-keys"><p aria-hidden="true"><span><kbd>↑</kbd> <kbd>↓</kbd> ${t('keyMoves')}</span> <span><kbd>↵</kbd> ${t('keyOpens')}</span> <span><kbd>Esc</kbd> ${t('keyCloses')}</span></p> <label><input type="checkbox" name="slash" checked> ${t('slashOpens')}</label></div>
    </div>
  `;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Those that tell pages of this site apart: what all or none of them have does not. */
function filters(site: Site, t: Translate): readonly Html[] {
  const collections = collectionsOf(site);
  const found = new Set(searchedPages(site).map(({ id }) => id));
  const tags = [...site.tags]
    .filter(({ pages }) => pages.some(({ id }) => found.has(id)))
    .sort((a, b) => b.pages.length - a.pages.length)
    .slice(0, mostTags)
    .map(({ name }) => ({ value: name, label: name }))
    .sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));
  const versions = versionsOf(site, t);
  const badges = new Set([...found].map((id) => site.proofs.get(id)?.status.badge));
  const states = byNeed.filter((one) => badges.has(one));
  return [
    ...(collections.length > 1 ? [choice('collection', t('everywhere'), collections, t)] : []),
    ...(tags.length > 1 ? [choice('tag', t('anyTag'), tags, t)] : []),
    ...(states.length > 1
      ? [
          choice(
            'state',
            t('anyState'),
            states.map((one) => ({ value: one, label: t(one) })),
            t,
          ),
        ]
      : []),
    ...(versions.length > 0 ? [choice('version', undefined, versions, t)] : []),
  ];
}

function choice(
  name: 'collection' | 'tag' | 'state' | 'version',
  any: string | undefined,
  choices: readonly Choice[],
  t: Translate,
): Html {
  const all = any === undefined ? choices : [{ value: '', label: any }, ...choices];
  return html`
    <select name="${name}" aria-label="${t(name)}" autocomplete="off">
    ${lines(all.map(({ value, label }) => html`<option value="${value}">${label}</option>`))}
    </select>
  `;
}

/** Each once, whatever versions it has. */
function collectionsOf({ collections, config: { search } }: Site): readonly Choice[] {
  const found = new Map<string, string>();
  for (const { config, pages } of collections) {
    const name = config.origin ?? config.name;
    const isFound = search?.collections?.includes(name) ?? true;
    if (isFound && pages.length > 0 && !found.has(name)) found.set(name, config.title);
  }
  return [...found].map(([value, label]) => ({ value, label }));
}

/**
 * By its value what each finds: names of versions, divided by `/`, which no name has in it, and `*` for
 * pages that have none.
 */
function versionsOf({ collections }: Site, t: Translate): readonly Choice[] {
  const all = collections.flatMap(({ config }) =>
    (config.versions ?? []).filter(({ name }) => name === config.version),
  );
  if (all.length === 0) return [];
  const latest = [
    ...new Set(all.filter(({ status }) => status === 'latest').map(({ name }) => name)),
  ];
  const byName = new Map(all.map(({ name, label }) => [name, label]));
  return [
    { value: [...latest, '*'].join('/'), label: t('latestVersions') },
    ...[...byName].map(([value, label]) => ({ value, label })),
    { value: '', label: t('anyVersion') },
  ];
}
