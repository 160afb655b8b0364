import type { Nodes, Paragraph, Root } from 'mdast';
import type { VFile } from 'vfile';
import type { Span } from '../../model/source.ts';
import { tellOfCode } from '../code/tell.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { eachNode } from '../walk.ts';

/**
 * `::::tabs` around `:::tab[Name]` containers, which hold whatever a page can: one of them is shown at a
 * time where there is script, and each with its name where there is none. Functions of the site that
 * have these names come first.
 */
export default function remarkTabs() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    if (!state.kinds.has('containerDirective') || !/::[ \t]*tabs?\b/.test(String(file))) return;
    const own = state.context.shortcodes?.names ?? [];
    if (own.includes('tabs') || own.includes('tab')) return;
    const inside = new Set<Nodes>();
    eachNode<Nodes>(tree, (node) => {
      if (node.type !== 'containerDirective' || node.data?.hName !== undefined) return;
      if (node.name === 'tabs') {
        for (const child of node.children) inside.add(child);
        tabs(node, state);
      } else if (node.name === 'tab') {
        if (!inside.has(node)) tell(state, node, 'this tab stands outside of tabs', around);
        tab(node, state);
      }
    });
  };
}

type Container = Extract<Nodes, { type: 'containerDirective' }>;

const around = 'write `::::tabs` above the first tab, and `::::` below the last one';

function tabs(node: Container, state: PageState): void {
  node.data = { ...node.data, hName: 'div', hProperties: { className: ['tabs'] } };
  const isTab = (child: Nodes): boolean =>
    child.type === 'containerDirective' && child.name === 'tab';
  if (!node.children.some(isTab)) {
    const hint = 'write each as `:::tab[Name]`, and one colon more around all of them';
    tell(state, node, 'there is no tab in these tabs', hint);
    return;
  }
  const other = node.children.find((child) => !isTab(child) && child.type !== 'html');
  if (other !== undefined) {
    tell(state, other, 'tabs hold tabs alone', 'write the rest into a tab, above or below them');
  }
}

function tab(node: Container, state: PageState): void {
  node.data = { ...node.data, hName: 'div', hProperties: { className: ['tab'] } };
  const [first] = node.children;
  if (first?.type === 'paragraph' && first.data?.directiveLabel) entitle(first);
  else tell(state, node, 'a tab has no name', 'write it in brackets, as in `:::tab[Debian]`');
}

function entitle(label: Paragraph): void {
  label.data = { ...label.data, hName: 'p', hProperties: { className: ['tab-title'] } };
}

function tell(state: PageState, node: Nodes, message: string, hint: string): void {
  const place = (): Span | undefined => {
    const span = spanOf(node);
    return span && { start: span.start, end: span.start };
  };
  tellOfCode(state, place, { code: 'markdown-tabs', severity: 'warning', message, hint });
}
