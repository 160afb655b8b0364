import type { Collection, NavigationNode } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { escapeHtml, safeUrl } from '../escape.ts';
import { attribute, type Html, html, trusted } from '../html.ts';
import { lines } from '../lines.ts';
import { countPages, isBig, type ShownNode, shownNodes } from '../shown-nodes.ts';
import type { Translate } from '../words.ts';
import { badgeIcon } from './badge.ts';
import { bars } from './header.ts';

/**
 * The pages of a collection: all of them, or of a big one those around the page that is shown. A phone
 * shows a closed `<details>`; on a wide screen the style shows its content always and leaves the
 * summary out.
 */
export function sidebar(
  { view, t }: PageProps,
  { collection }: { readonly collection: Collection },
): Html | undefined {
  const { navigation, config, url: index } = collection;
  if (navigation.length === 0) return undefined;
  const { title } = config;
  return html`
    <details class="sidebar">
    <summary>${bars}${title}</summary>
    <nav aria-label="${title}">
    ${shownFor(navigation, { url: view.url, index, t })}
    </nav>
    <sidebar-state></sidebar-state>
    </details>
  `;
}

interface Seen {
  /** The page that it is seen from. */
  readonly url: string;
  readonly index: string | undefined;
  readonly t: Translate;
}

function shownFor(navigation: readonly NavigationNode[], seen: Seen): Html {
  const { url, t } = seen;
  if (isBig(navigation)) return part(navigation, seen);
  // Which folder is closed differs from page to page.
  if (navigation.some(isFolding)) return list(navigation.map((node) => item(node, t, url)));
  return marked(whole(navigation, t), url);
}

const folding = new WeakMap<NavigationNode, boolean>();

/** Whether a folder in it is closed at first. */
function isFolding(node: NavigationNode): boolean {
  const known = folding.get(node);
  if (known !== undefined) return known;
  const is = node.collapsed === true || node.children.some(isFolding);
  folding.set(node, is);
  return is;
}

function holds(node: NavigationNode, url: string | undefined): boolean {
  return node.url === url || node.children.some((child) => holds(child, url));
}

const drawn = new WeakMap<
  readonly NavigationNode[],
  { readonly t: Translate; readonly text: string }
>();

/** Every page, none of them the current one: drawn once for all pages. */
function whole(navigation: readonly NavigationNode[], t: Translate): string {
  const known = drawn.get(navigation);
  if (known?.t === t) return known.text;
  const text = list(navigation.map((node) => item(node, t))).toString();
  drawn.set(navigation, { t, text });
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

/** A page, or a folder that can be closed, which has its own page as the first in it. */
function item(node: NavigationNode, t: Translate, url?: string): Html {
  if (node.children.length === 0) return html`<li>${label(node, t, url)}</li>`;
  const own = { ...node, label: t('overview'), children: [] };
  const inner = node.url === undefined ? node.children : [own, ...node.children];
  return html`
    <li><details${attribute('open', node.collapsed !== true || holds(node, url))}>
    <summary class="group">${node.label}</summary>
    ${list(inner.map((child) => item(child, t, url)))}
    </details></li>
  `;
}

/** The part of a big collection that is around a page, and the way to all of it. */
function part(navigation: readonly NavigationNode[], { url, index, t }: Seen): Html {
  const shown = list(shownNodes(navigation, url).map((one) => shownItem(one, url, t)));
  // A collection that has a page of its own shows it as the first of all.
  if (index === undefined || index === navigation[0]?.url) return shown;
  return html`
    ${shown}
    <p class="more"><a href="${index}">${t('allPages', { count: countPages(navigation) })}</a></p>
  `;
}

function shownItem(shown: ShownNode, url: string, t: Translate): Html {
  switch (shown.kind) {
    case 'gap':
      return html`<li class="gap"><span aria-hidden="true">⋯ </span>${t('moreCount', { count: shown.count })}</li>`;
    case 'closed':
      return html`<li><a class="closed" href="${shown.url}">${words(shown.node, t)} <span class="count"><span aria-hidden="true">${shown.pages}</span><span class="aside">${t('pageCount', { count: shown.pages })}</span></span></a></li>`;
    case 'open': {
      const name = label(shown.node, t, url);
      if (shown.children.length === 0) return html`<li>${name}</li>`;
      return html`
        <li>${name}
        ${list(shown.children.map((one) => shownItem(one, url, t)))}
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

function label(node: NavigationNode, t: Translate, url?: string): Html {
  if (node.url === undefined) return html`<span class="group">${node.label}</span>`;
  return html`<a href="${node.url}"${attribute('aria-current', node.url === url && 'page')}${attribute('class', node.children.length > 0 && 'group')}>${words(node, t)}</a>`;
}

function words({ label: text, badge }: NavigationNode, t: Translate): Html {
  return html`${badge !== undefined && badgeIcon(badge)}<span>${text}${badge !== undefined && html`<span class="aside">, ${t(badge)}</span>`}</span>`;
}
