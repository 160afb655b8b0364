import type { ElementContent, Nodes, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { formula } from '../maths/formula.ts';
import type { Formula } from '../own-nodes.ts';
import { pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { placeIn } from '../value-place.ts';
import { replaceNodes } from '../walk.ts';

/** Formulas become MathML. One that cannot be read is told of, and shown as it is written. */
export default function rehypeMaths() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    if (!state.hasFormulas) return;
    unwrap(tree);
    replaceNodes<Nodes>(tree, (node) => {
      if (node.type !== 'formula') return undefined;
      const tex = node.value;
      const made = node.isOpen
        ? { problem: 'no line of `$$` closes it' }
        : formula(tex, node.display);
      const { position } = node;
      if (made.problem === undefined) {
        state.needs.add('maths');
        const shown = node.display ? boxed(made.element) : made.element;
        return [{ type: 'made', children: [shown], ...(position && { position }) }];
      }
      const span = spanOf(node);
      const at = 'at' in made ? made.at : undefined;
      const place =
        span && at !== undefined
          ? placeIn(state.context.source.text, span, { value: tex, offset: at })
          : span;
      state.diagnostics.push(
        diagnosticAt(state.context.source, place, {
          code: 'math-syntax',
          message: `the formula cannot be read: ${made.problem}`,
          hint: hintFor(node),
        }),
      );
      return [written(node)];
    });
  };
}

/** Scrolls where the formula is wider than the page: of MathML only Chromium does. */
function boxed(element: ElementContent): ElementContent {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['formula'] },
    children: [element],
  };
}

function hintFor({ value }: Formula): string {
  return value.trim() === ''
    ? 'write TeX between the marks'
    : 'formulas are in TeX, as in LaTeX; dollars that are meant are written `\\$`';
}

function written({ value, display }: Formula): ElementContent {
  const code: ElementContent = {
    type: 'element',
    tagName: 'code',
    properties: {},
    children: [{ type: 'text', value }],
  };
  return display ? { type: 'element', tagName: 'p', properties: {}, children: [code] } : code;
}

/** A paragraph that is one formula of its own line is no paragraph. */
function unwrap(parent: Parents): void {
  for (const [index, node] of parent.children.entries()) {
    if (!('children' in node)) continue;
    if (node.type === 'element' && node.tagName === 'p') {
      const [only, more] = node.children;
      if (only?.type === 'formula' && only.display && more === undefined) {
        parent.children[index] = only;
      }
    } else unwrap(node);
  }
}
