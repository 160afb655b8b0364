import type { Page } from '../../../src/model/page.ts';
import type { Collection, Proof, Site } from '../../../src/model/site.ts';
import { standingOf } from '../../../src/model/standing.ts';
import type { Drawn, PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { SearchView } from '../view.ts';
import type { Translate } from '../words.ts';
import { ago, time } from './time.ts';
import { isOldVersion } from './versions.ts';

/** So many of a collection; the list of the collection has the others. */
const mostLinks = 200;

/** Every page by its collection. */
export function searchLinks({ site, t }: PageProps<SearchView>): Drawn {
  const shown = collectionsOf(site);
  if (shown.length === 0) return undefined;
  return html`
    <div class="search-links">
    ${lines(shown.map((one) => section(one, site, t)))}
    </div>
  `;
}

function collectionsOf({ collections, config: { search } }: Site): readonly Collection[] {
  return collections.filter(
    ({ config, pages }) =>
      pages.length > 0 &&
      !isOldVersion(config) &&
      (search?.collections?.includes(config.origin ?? config.name) ?? true),
  );
}

function section({ config, url, pages }: Collection, site: Site, t: Translate): Html {
  const shown = pages.slice(0, mostLinks);
  const all = t('allPages', { count: pages.length });
  return html`
    <section>
    <h2>${url === undefined ? config.title : html`<a href="${url}">${config.title}</a>`}</h2>
    <ul>
    ${lines(shown.map((page) => link(page, site.proofs.get(page.id), t)))}
    </ul>
    ${shown.length < pages.length && html`<p>${url === undefined ? all : html`<a href="${url}">${all}</a>`}</p>`}
    </section>
  `;
}

/** A runbook with what its evidence comes to, which the script shows where it is found. */
function link(page: Page, proof: Proof | undefined, t: Translate): Html {
  const name = html`<a href="${page.url}">${page.title}</a>`;
  if (proof === undefined) return html`<li>${name}</li>`;
  const { badge, proven, evidence } = standingOf(proof.status);
  const failed = evidence.find(({ status }) => status === 'failed');
  const facts = [
    ...(badge === 'failing' && failed !== undefined
      ? [t.html('failedOn', { when: ago(failed.startedAt, t) })]
      : []),
    ...(badge !== 'failing' && proven !== undefined
      ? [t.html('provenOn', { date: time(proven, t) })]
      : []),
  ];
  return html`<li data-state="${badge}">${name}<span class="search-state is-${badge}">${t(badge)}</span>${facts.map((fact) => html`<span class="search-fact">${fact}</span>`)}</li>`;
}
