import type { Element, ElementContent } from 'hast';
import type { VariablePlace } from './variables.ts';
import type { MarkedStretch } from './word-marks.ts';

/** The nodes of a line with `<mark>`, `<ins>` or `<del>` around some stretches of its text. */
export function markedNodes(
  nodes: readonly ElementContent[],
  stretches: readonly MarkedStretch[],
): ElementContent[] {
  return new Marking(stretches, mark).below(nodes);
}

/** The same with a `<span class="var">` around each variable that readers fill. */
export function variableNodes(
  nodes: readonly ElementContent[],
  places: readonly VariablePlace[],
): ElementContent[] {
  return new Marking(places, variable).below(nodes);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

class Marking<Of extends Stretch> {
  readonly #stretches: readonly Of[];
  readonly #wrap: (of: Of, children: ElementContent[]) => Element;
  /** How much of the text is behind. */
  #offset = 0;
  #next = 0;

  constructor(stretches: readonly Of[], wrap: (of: Of, children: ElementContent[]) => Element) {
    this.#stretches = stretches;
    this.#wrap = wrap;
  }

  below(nodes: readonly ElementContent[]): ElementContent[] {
    const made: ElementContent[] = [];
    let open: { readonly of: Of; readonly element: Element } | undefined;
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
          open = { of, element: this.#wrap(of, [piece]) };
          made.push(open.element);
        }
      }
    }
    return made;
  }

  /** Cuts a text that comes next in the line where stretches begin and end. */
  #pieces(text: string): { text: string; of: Of | undefined }[] {
    const pieces: { text: string; of: Of | undefined }[] = [];
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

function mark({ kind }: MarkedStretch, children: ElementContent[]): Element {
  return { type: 'element', tagName: kind, properties: { className: ['code-mark'] }, children };
}

function variable({ writing }: VariablePlace, children: ElementContent[]): Element {
  const properties = { className: ['var'], dataIn: writing };
  return { type: 'element', tagName: 'span', properties, children };
}
