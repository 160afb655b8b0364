import type { Badge } from '../../../src/model/report.ts';
import type { Collection, NavigationNode, Site } from '../../../src/model/site.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { badgeIcon, badgeWords } from './badge.ts';

interface Drawing {
  /** Of the page that is drawn. */
  readonly url: string;
  readonly badges: ReadonlyMap<string, Badge>;
}

/**
 * The pages of a collection. A phone shows a closed `<details>`; on a wide screen the style shows its
 * content always and leaves the summary out.
 */
export function sidebar(collection: Collection, url: string, site: Site): Html | undefined {
  if (collection.navigation.length === 0) return undefined;
  const drawing = { url, badges: badgesOf(collection, site) };
  const { title } = collection.config;
  return html`
    <details class="sidebar">
    <summary>${title}</summary>
    <nav aria-label="${title}">
    ${list(collection.navigation, drawing)}
    </nav>
    </details>
  `;
}

function list(nodes: readonly NavigationNode[], drawing: Drawing): Html {
  return html`
    <ul>
    ${lines(nodes.map((node) => item(node, drawing)))}
    </ul>
  `;
}

function item(node: NavigationNode, drawing: Drawing): Html {
  const name = label(node, drawing);
  if (node.children.length === 0) return html`<li>${name}</li>`;
  return html`
    <li>${name}
    ${list(node.children, drawing)}
    </li>
  `;
}

function label(node: NavigationNode, { url, badges }: Drawing): Html {
  if (node.url === undefined) return html`<span class="group">${node.label}</span>`;
  const badge = badges.get(node.url);
  return html`<a href="${node.url}"${attribute('aria-current', node.url === url && 'page')}${attribute('class', node.children.length > 0 && 'group')}>${badge !== undefined && badgeIcon(badge)}<span>${node.label}${badge !== undefined && html`<span class="aside">, ${badgeWords[badge]}</span>`}</span></a>`;
}

function badgesOf(collection: Collection, site: Site): ReadonlyMap<string, Badge> {
  if (site.proofs.size === 0) return new Map();
  return new Map(
    collection.pages.flatMap((page) => {
      const proof = site.proofs.get(page.id);
      return proof === undefined ? [] : [[page.url, proof.status.badge] as const];
    }),
  );
}
