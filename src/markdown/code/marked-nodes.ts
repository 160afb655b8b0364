import type { Element, ElementContent } from 'hast';
import type { MarkKind } from '../code-marks.ts';
import type { MarkedStretch } from './word-marks.ts';

/** The nodes of a line with `<mark>`, `<ins>` or `<del>` around some stretches of its text. */
export function markedNodes(
  nodes: readonly ElementContent[],
  stretches: readonly MarkedStretch[],
): ElementContent[] {
  return new Marking(stretches).below(nodes);
}

class Marking {
  readonly #stretches: readonly MarkedStretch[];
  /** How much of the text is behind. */
  #offset = 0;
  #next = 0;

  constructor(stretches: readonly MarkedStretch[]) {
    this.#stretches = stretches;
  }

  below(nodes: readonly ElementContent[]): ElementContent[] {
    const made: ElementContent[] = [];
    let open: { readonly of: MarkedStretch; readonly element: Element } | undefined;
    for (const node of nodes) {
      if (isGroup(node)) {
        made.push({ ...node, children: this.below(node.children) });
        open = undefined;
        continue;
      }
      for (const { text, of } of this.#pieces(textOf(node))) {
        const piece = withText(node, text);
        if (of === undefined) made.push(piece);
        else if (open?.of === of) open.element.children.push(piece);
        else {
          open = { of, element: mark(of.kind, [piece]) };
          made.push(open.element);
        }
      }
    }
    return made;
  }

  /** Cuts a text that comes next in the line where stretches begin and end. */
  #pieces(text: string): { text: string; of: MarkedStretch | undefined }[] {
    const pieces: { text: string; of: MarkedStretch | undefined }[] = [];
    const start = this.#offset;
    const end = start + text.length;
    while (this.#offset < end) {
      const one = this.#stretches[this.#next];
      const isIn = one !== undefined && one.start <= this.#offset;
      const until = Math.min(end, (isIn ? one.end : one?.start) ?? end);
      pieces.push({
        text: text.slice(this.#offset - start, until - start),
        of: isIn ? one : undefined,
      });
      this.#offset = until;
      if (isIn && until === one.end) this.#next += 1;
    }
    return pieces;
  }
}

/** Whether an element holds more than one text: the command of a transcript. */
function isGroup(node: ElementContent): node is Element {
  return (
    node.type === 'element' && (node.children.length !== 1 || node.children[0]?.type !== 'text')
  );
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  const [only] = node.type === 'element' ? node.children : [];
  return only?.type === 'text' ? only.value : '';
}

function withText(node: ElementContent, value: string): ElementContent {
  return node.type === 'element'
    ? { ...node, children: [{ type: 'text', value }] }
    : { type: 'text', value };
}

function mark(kind: MarkKind, children: ElementContent[]): Element {
  return { type: 'element', tagName: kind, properties: { className: ['code-mark'] }, children };
}
