import type { Collection, NavigationNode } from '../../../src/model/site.ts';
import { escapeHtml, safeUrl } from '../escape.ts';
import { attribute, type Html, html, trusted } from '../html.ts';
import { lines } from '../lines.ts';
import { countPages, isBig, type ShownNode, shownNodes } from '../shown-nodes.ts';
import { badgeIcon, badgeWords } from './badge.ts';

/**
 * The pages of a collection: all of them, or of a big one those around the page with this URL. A phone
 * shows a closed `<details>`; on a wide screen the style shows its content always and leaves the
 * summary out.
 */
export function sidebar(
  { navigation, config, url: index }: Collection,
  url: string,
): Html | undefined {
  if (navigation.length === 0) return undefined;
  const { title } = config;
  return html`
    <details class="sidebar">
    <summary>${title}</summary>
    <nav aria-label="${title}">
    ${isBig(navigation) ? part(navigation, url, index) : marked(whole(navigation), url)}
    </nav>
    </details>
  `;
}

const drawn = new WeakMap<readonly NavigationNode[], string>();

/** Every page, none of them the current one: drawn once for all pages. */
function whole(navigation: readonly NavigationNode[]): string {
  const known = drawn.get(navigation);
  if (known !== undefined) return known;
  const text = list(navigation.map(item)).toString();
  drawn.set(navigation, text);
  return text;
}

/** The same list, seen from the page with this URL. */
function marked(text: string, url: string): Html {
  const link = `<a href="${escapeHtml(safeUrl(url))}"`;
  const at = text.indexOf(link);
  if (at === -1) return trusted(text);
  const end = at + link.length;
  return trusted(`${text.slice(0, end)}${attribute('aria-current', 'page')}${text.slice(end)}`);
}

function item(node: NavigationNode): Html {
  const name = label(node);
  if (node.children.length === 0) return html`<li>${name}</li>`;
  return html`
    <li>${name}
    ${list(node.children.map(item))}
    </li>
  `;
}

/** The part of a big collection that is around a page, and the way to all of it. */
function part(navigation: readonly NavigationNode[], url: string, index: string | undefined): Html {
  const shown = list(shownNodes(navigation, url).map((one) => shownItem(one, url)));
  // A collection that has a page of its own shows it as the first of all.
  if (index === undefined || index === navigation[0]?.url) return shown;
  return html`
    ${shown}
    <p class="more"><a href="${index}">All ${countPages(navigation)} pages</a></p>
  `;
}

function shownItem(shown: ShownNode, url: string): Html {
  switch (shown.kind) {
    case 'gap':
      return html`<li class="gap"><span aria-hidden="true">⋯ </span>${shown.count} more</li>`;
    case 'closed':
      return html`<li><a class="closed" href="${shown.url}">${words(shown.node)} <span class="count">${shown.pages}<span class="aside"> pages</span></span></a></li>`;
    case 'open': {
      const name = label(shown.node, url);
      if (shown.children.length === 0) return html`<li>${name}</li>`;
      return html`
        <li>${name}
        ${list(shown.children.map((one) => shownItem(one, url)))}
        </li>
      `;
    }
  }
}

function list(items: readonly Html[]): Html {
  return html`
    <ul>
    ${lines(items)}
    </ul>
  `;
}

function label(node: NavigationNode, url?: string): Html {
  if (node.url === undefined) return html`<span class="group">${node.label}</span>`;
  return html`<a href="${node.url}"${attribute('aria-current', node.url === url && 'page')}${attribute('class', node.children.length > 0 && 'group')}>${words(node)}</a>`;
}

function words({ label: text, badge }: NavigationNode): Html {
  return html`${badge !== undefined && badgeIcon(badge)}<span>${text}${badge !== undefined && html`<span class="aside">, ${badgeWords[badge]}</span>`}</span>`;
}
