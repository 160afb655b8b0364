import type { Element, ElementContent, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { MarkdownMedia } from '../../model/markdown-media.ts';
import { keyOf } from '../../model/source.ts';
import { parseInfo } from '../blocks.ts';
import type { Drawing } from '../diagrams/drawing.ts';
import { inColoursOfPage } from '../diagrams/graph-colours.ts';
import { drawGraph } from '../diagrams/graphviz.ts';
import { drawMermaid, inkOf } from '../diagrams/mermaid.ts';
import { safeSvg } from '../diagrams/svg.ts';
import type { CodeBlock } from '../own-nodes.ts';
import { type PageState, pageState } from '../page-state.ts';
import { phrasesOf } from '../phrases.ts';
import { spanOf } from '../spans.ts';
import { placeIn } from '../value-place.ts';
import { resolveLink } from './remark-links.ts';

/**
 * Code blocks in DOT and Mermaid become drawings, with the source below them. A kind of Mermaid that
 * nothing here draws is left to the reader's browser where the site has Mermaid for it.
 */
export default function rehypeDiagrams({ diagrams }: Pick<MarkdownMedia, 'diagrams'>) {
  const wanted: ReadonlySet<string> = new Set(diagrams);
  return async (tree: Root, file: VFile): Promise<void> => {
    const state = pageState(file);
    const text = String(file);
    if (!state.kinds.has('code') || ![...wanted].some((one) => text.includes(one))) return;
    const found = blocksIn(tree, wanted);
    const end = performance.now() + ofPage;
    for (const [index, { block, siblings, at }] of found.entries()) {
      const drawing = performance.now() > end ? late : await draw(block);
      const own = keyOf(`${state.context.source.path}\0${block.value}`).slice(0, 6);
      // Excerpts of several pages may stand in one list.
      const prefix = `diagram-${own}-${index + 1}-`;
      const drawn = figureOf(block, drawing, { state, prefix });
      if (drawn !== undefined) siblings[at] = drawn;
    }
  };
}

/** In milliseconds, for a page that is made to take long. */
const ofPage = 20_000;
const late: Drawing = { late: true };

interface Found {
  readonly block: CodeBlock;
  /** Where it stands: `siblings[at]`. */
  readonly siblings: Parents['children'];
  readonly at: number;
}

function blocksIn(parent: Parents, wanted: ReadonlySet<string>, found: Found[] = []): Found[] {
  // What stands in a group of code blocks is code.
  if (isGroup(parent)) return found;
  for (const [at, node] of parent.children.entries()) {
    if (node.type === 'codeBlock') {
      if (node.step === undefined && node.lang !== undefined && wanted.has(languageOf(node))) {
        found.push({ block: node, siblings: parent.children, at });
      }
    } else if ('children' in node) blocksIn(node as Parents, wanted, found);
  }
  return found;
}

function isGroup(parent: Parents): boolean {
  if (parent.type !== 'element') return false;
  const { className } = parent.properties;
  return Array.isArray(className) && className.includes('code-group');
}

/** Of ```` ```dot{…} ````, too. */
function languageOf({ lang }: CodeBlock): string {
  return /^[a-z]+/.exec(lang ?? '')?.[0] ?? '';
}

interface Place {
  readonly state: PageState;
  readonly prefix: string;
}

function isInMermaid(block: CodeBlock): boolean {
  return languageOf(block) === 'mermaid';
}

function draw(block: CodeBlock): Promise<Drawing> {
  return isInMermaid(block) ? drawMermaid(block.value) : drawGraph(block.value);
}

/** Undefined where the block stays a code block. */
function figureOf(
  block: CodeBlock,
  drawing: Drawing,
  { state, prefix }: Place,
): ElementContent | undefined {
  const isMermaid = isInMermaid(block);
  if (!('svg' in drawing)) {
    const { mermaid } = state.context;
    if (isMermaid && mermaid !== undefined && 'unknown' in drawing) {
      state.needs.add(`mermaid:${mermaid}`);
      return framed(block, { state, drawn: undefined });
    }
    tell(block, drawing, state);
    return undefined;
  }
  const span = spanOf(block);
  const svg = safeSvg(drawing.svg, {
    prefix,
    value: isMermaid ? inkOf : (_, value) => value,
    link: (target) =>
      /^(?!(?:https?|mailto):)[a-z][a-z\d+.-]*:/i.test(target.trim())
        ? undefined
        : resolveLink(state, target, 'link', span),
  });
  if (svg === undefined) return undefined;
  return framed(block, { state, drawn: isMermaid ? svg : inColoursOfPage(svg) });
}

function tell(
  block: CodeBlock,
  drawing: Exclude<Drawing, { svg: string }>,
  state: PageState,
): void {
  const { source } = state.context;
  const span = spanOf(block);
  const say = (place: typeof span, input: DiagnosticInput): void => {
    state.diagnostics.push(diagnosticAt(source, place, input));
  };
  const head = span && { start: span.start, end: span.start };
  if ('late' in drawing) {
    // The clock has a part in such a page: it is made again by the next build.
    say(head, {
      code: 'markdown-too-slow',
      severity: 'warning',
      message: 'drawing this diagram takes too long: its source is shown',
      hint: 'make it smaller, or write `text` as its language',
    });
  } else if ('unknown' in drawing) {
    say(head, {
      code: 'diagram-undrawn',
      severity: 'warning',
      message: `${drawing.unknown}: its source is shown`,
      hint: hintFor(block),
    });
  } else {
    const { problem, line } = drawing;
    say(
      line === undefined || span === undefined
        ? head
        : lineOf(block.value, line, source.text, span),
      {
        code: 'diagram-syntax',
        message: `the diagram cannot be read: ${problem}`,
        hint: 'to show it as it is, write `text` as its language',
      },
    );
  }
}

function hintFor(block: CodeBlock): string {
  return languageOf(block) === 'mermaid'
    ? "run `npm install mermaid` in the site: readers' browsers draw it then"
    : 'run `npm install`, or set `markdown.diagrams`';
}

function lineOf(
  value: string,
  line: number,
  text: string,
  span: NonNullable<ReturnType<typeof spanOf>>,
) {
  const lines = value.split('\n');
  const index = Math.min(line, lines.length) - 1;
  const offset = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  return placeIn(text, span, { value, offset, length: lines[index]?.length });
}

interface Content {
  readonly state: PageState;
  /** Absent: the browser draws it from the source. */
  readonly drawn: Element | undefined;
}

function framed(block: CodeBlock, { state, drawn }: Content): ElementContent {
  const { attributes } = parseInfo(block.lang, block.meta);
  const { diagram, diagramSource } = phrasesOf(state.context.language);
  const title = wordOf(attributes.get('title'));
  const label = wordOf(attributes.get('alt')) ?? title ?? diagram;
  const source = element('pre', { className: ['code'], tabIndex: 0 }, [
    element('code', {}, [{ type: 'text', value: block.value }]),
  ]);
  const drawing = drawn && {
    ...drawn,
    properties: {
      ...drawn.properties,
      ...inPixels(drawn),
      role: hasLinks(drawn) ? 'group' : 'img',
      ariaLabel: label,
    },
  };
  const shown = element(
    'div',
    { className: ['diagram-drawing'], role: 'region', tabIndex: 0, ariaLabel: label },
    drawing ? [drawing] : [],
  );
  const below = element(
    'details',
    { className: ['diagram-source'], ...(drawn === undefined ? { open: true } : {}) },
    [element('summary', {}, [{ type: 'text', value: diagramSource }]), source],
  );
  const caption = element('figcaption', {}, [{ type: 'text', value: title ?? '' }]);
  const className = drawn === undefined ? ['diagram', 'diagram-mermaid'] : ['diagram'];
  const parts = [title === undefined ? shown : element('figure', {}, [shown, caption]), below];
  return {
    type: 'made',
    children: [element('div', { className }, parts)],
    ...(block.position && { position: block.position }),
  };
}

function wordOf(value: string | true | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children };
}

/** Graphviz measures in points. */
function inPixels({ properties }: Element): Element['properties'] {
  const sizes = Object.entries({ width: properties.width, height: properties.height });
  return Object.fromEntries(
    sizes.flatMap(([name, value]) => {
      const match = /^(\d+(?:\.\d+)?)(pt|px)?$/.exec(String(value ?? ''));
      if (match === null) return [];
      return [[name, Math.round(Number(match[1]) * (match[2] === 'pt' ? 4 / 3 : 1))]];
    }),
  );
}

function hasLinks(node: Element): boolean {
  return node.children.some(
    (child) => child.type === 'element' && (child.tagName === 'a' || hasLinks(child)),
  );
}
