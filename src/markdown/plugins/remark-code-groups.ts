import type { Code, Node, Nodes, Paragraph, Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { infoOf } from '../blocks.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { eachNode } from '../walk.ts';

/**
 * `:::code-group`, or `::: code-group` as VitePress writes it, around code blocks: one of them is shown at a time
 * where there is script, and each with its name where there is none.
 */
export default function remarkCodeGroups() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const text = String(file);
    if (!state.kinds.has('code') || !text.includes('code-group')) return;
    const page = { state, text };
    gather(tree, page);
    eachNode<Nodes>(tree, (node) => gather(node, page));
    const group = (node: Nodes): void => {
      if (node.type !== 'containerDirective' || node.name !== 'code-group') return;
      node.data = { ...node.data, hName: 'div', hProperties: { className: ['code-group'] } };
      check(node, page);
    };
    eachNode<Nodes>(tree, group);
  };
}

interface Page {
  readonly state: PageState;
  readonly text: string;
}

/** The form with a blank is no container to the parsers: a paragraph opens it, and one closes it. */
function gather(parent: Nodes, page: Page): void {
  if (!('children' in parent) || !parent.children.some((child) => opens(child, page))) return;
  const children = parent.children as RootContent[];
  const made: RootContent[] = [];
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index];
    if (child === undefined) continue;
    const end = opens(child, page) ? closing(children, index + 1) : undefined;
    const last = end === undefined ? undefined : children[end];
    if (end === undefined || last === undefined) {
      if (opens(child, page)) {
        const hint = 'write `:::` on a line of its own below its last block';
        tell(page, child, 'no `:::` closes the code group, so it is none', hint);
      }
      made.push(child);
      continue;
    }
    const position =
      child.position === undefined || last.position === undefined
        ? {}
        : { position: { start: child.position.start, end: last.position.end } };
    const blocks = children.slice(index + 1, end) as Code[];
    made.push({ type: 'containerDirective', name: 'code-group', children: blocks, ...position });
    const rest = behindMark(last);
    if (rest !== undefined) made.push(rest);
    index = end;
  }
  Object.assign(parent, { children: made });
}

function opens(node: Node, { text }: Page): boolean {
  if (node.type !== 'paragraph') return false;
  const [only, ...others] = (node as Paragraph).children;
  if (only?.type !== 'text' || others.length > 0) return false;
  const offset = node.position?.start.offset ?? 0;
  return /^:{3,}[ \t]+code-group$/.test(only.value) && text.startsWith(':::', offset);
}

/** Where the paragraph stands that closes a group: behind code blocks alone. */
function closing(children: readonly RootContent[], start: number): number | undefined {
  let at = start;
  while (children[at]?.type === 'code') at += 1;
  const last = children[at];
  if (at === start || last?.type !== 'paragraph') return undefined;
  const [first] = last.children;
  return first?.type === 'text' && /^:{3,}[ \t]*(?:\n|$)/.test(first.value) ? at : undefined;
}

/** What a paragraph that begins with the mark goes on with, on the lines below it. */
function behindMark(node: RootContent): Paragraph | undefined {
  if (node.type !== 'paragraph') return undefined;
  const [first, ...rest] = node.children;
  if (first?.type !== 'text') return undefined;
  const value = first.value.replace(/^:{3,}[ \t]*\n?/, '');
  const children = [...(value === '' ? [] : [{ ...first, value }]), ...rest];
  return children.length === 0 ? undefined : { ...node, children };
}

function check(group: Extract<Nodes, { type: 'containerDirective' }>, page: Page): void {
  const names = new Set<string>();
  for (const child of group.children) {
    if (child.type === 'code') {
      const name = tabName(child, page.text);
      if (name === '') {
        const hint = 'write one behind the language, as in `sh [npm]`';
        tell(page, child, 'the block has no name in its group', hint);
      } else if (names.has(name)) {
        const message = `two blocks of the group are called \`${name}\``;
        tell(page, child, message, 'give each a name of its own');
      }
      names.add(name);
    } else if (child.type !== 'html') {
      const hint = 'write what is no code above or below it';
      tell(page, child, 'a code group holds code blocks alone', hint);
    }
  }
  if (names.size === 0) {
    const hint = 'write its blocks between `:::code-group` and `:::`';
    tell(page, group, 'the code group holds no code block', hint);
  }
}

function tell({ state }: Page, node: Node, message: string, hint: string): void {
  const { context, diagnostics } = state;
  const span = spanOf(node);
  const place = span && { start: span.start, end: span.start };
  const code = 'markdown-code-group';
  diagnostics.push(
    diagnosticAt(context.source, place, { code, severity: 'warning', message, hint }),
  );
}

/** What the tab of a block is called: its label, its title, else its language. */
function tabName(node: Code, text: string): string {
  const info = infoOf(node, text);
  const title = info.attributes.get('title');
  return info.label || (typeof title === 'string' ? title : '') || info.language;
}
