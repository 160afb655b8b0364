import type { Code, Node, Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import type { Span } from '../../model/source.ts';
import { infoOf } from '../blocks.ts';
import { tellOfCode } from '../code/tell.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { eachNode } from '../walk.ts';

/**
 * `:::code-group` around code blocks: one of them is shown at a time where there is script, and each with
 * its name where there is none.
 */
export default function remarkCodeGroups() {
  return (tree: Root, file: VFile): void => {
    const page = { state: pageState(file), text: String(file) };
    if (!page.state.kinds.has('containerDirective') || !page.text.includes('code-group')) return;
    eachNode<Nodes>(tree, (node) => {
      if (node.type !== 'containerDirective' || node.name !== 'code-group') return;
      node.data = { ...node.data, hName: 'div', hProperties: { className: ['code-group'] } };
      check(node, page);
    });
  };
}

interface Page {
  readonly state: PageState;
  readonly text: string;
}

function check(group: Extract<Nodes, { type: 'containerDirective' }>, page: Page): void {
  const blocks = group.children.filter((child) => child.type === 'code');
  if (blocks.length === 0) {
    const hint = 'write its blocks between `:::code-group` and `:::`';
    tell(page, group, 'the code group holds no code block', hint);
    return;
  }
  const names = new Set<string>();
  for (const block of blocks) {
    const name = tabName(block, page.text);
    if (name === '') {
      const hint = 'write one behind the language, as in `sh [npm]`';
      tell(page, block, 'the block has no name in its group', hint);
    } else if (names.has(name)) {
      const message = `two blocks of the group are called \`${name.slice(0, 80)}\``;
      tell(page, block, message, 'give each a name of its own');
    }
    names.add(name);
  }
  // Comments are no part of the page, and a step may be in one.
  const other = group.children.find(({ type }) => type !== 'code' && type !== 'html');
  if (other !== undefined) {
    const hint = 'write what is no code above or below it';
    tell(page, other, 'a code group holds code blocks alone', hint);
  }
}

function tell({ state }: Page, node: Node, message: string, hint: string): void {
  const place = (): Span | undefined => {
    const span = spanOf(node);
    return span && { start: span.start, end: span.start };
  };
  const code = 'markdown-code-group';
  tellOfCode(state, place, { code, severity: 'warning', message, hint });
}

/** What the tab of a block is called: its label, its title, else its language. */
function tabName(node: Code, text: string): string {
  const info = infoOf(node, text);
  const title = info.attributes.get('title');
  return info.label || (typeof title === 'string' ? title : '') || info.language;
}
