import type { BlockContent, DefinitionContent, Nodes, PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import { callout, calloutType, calloutTypes } from '../callout.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { replaceNodes } from '../walk.ts';

/** `:::note[Title]` containers. One with an unknown name is reported and its content kept. */
export default function remarkCallouts() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    if (!state.kinds.has('containerDirective')) return;
    const replaced = (node: Nodes): readonly Nodes[] | undefined => {
      if (node.type !== 'containerDirective' || node.data?.hName !== undefined) return undefined;
      const { title, children } = labelled(node.children);
      const type = calloutType(node.name);
      if (type !== undefined) return [callout({ type, title, children, position: node.position })];
      tellOfName(state, node);
      return [...labelBlock(title), ...children.flatMap((child) => replaced(child) ?? [child])];
    };
    replaceNodes<Nodes>(tree, replaced);
  };
}

function tellOfName({ context, diagnostics }: PageState, node: Directive): void {
  const guess = nearest(node.name, calloutTypes);
  const span = spanOf(node);
  diagnostics.push(
    diagnosticAt(context.source, span === undefined ? undefined : { ...span, end: span.start }, {
      code: 'markdown-directive',
      severity: 'warning',
      message: `no container is called \`:::${node.name}\`; its content is shown as it is`,
      hint:
        guess === undefined
          ? `the containers are ${calloutTypes.join(', ')}`
          : `did you mean \`:::${guess}\`?`,
    }),
  );
}

type Directive = Extract<Nodes, { type: 'containerDirective' }>;
type Block = BlockContent | DefinitionContent;

function labelBlock(title: PhrasingContent[]): Block[] {
  return title.length === 0 ? [] : [{ type: 'paragraph', children: title }];
}

/** The `[Title]` of a container is a paragraph marked as its label. */
function labelled(children: readonly Block[]): { title: PhrasingContent[]; children: Block[] } {
  const [first, ...rest] = children;
  return first?.type === 'paragraph' && first.data?.directiveLabel
    ? { title: first.children, children: rest }
    : { title: [], children: [...children] };
}
