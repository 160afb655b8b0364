import type { Element, ElementContent } from 'hast';
import { styled } from './styles.ts';

/** Elements of a formula are in one another deeper than is drawn. */
export class TooNested extends Error {
  override readonly name = 'TooNested';
}

const deepest = 100;

/** A node of Temml: an element, a text, or a fragment. */
interface TemmlNode {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly classes?: readonly string[];
  readonly style?: Readonly<Record<string, unknown>>;
  readonly children?: readonly TemmlNode[];
}

/** What Temml has made of a formula as an element of a page, `<math>`. */
export function mathml(made: unknown, tex: string): Element {
  const [element] = nodes(made as TemmlNode, 0);
  if (element?.type !== 'element') throw new Error('temml made no element');
  element.properties.alttext = tex.replaceAll(/\s+/g, ' ').trim();
  // What is wider than the page is scrolled by the keyboard, too.
  if (element.properties.display === 'block') element.properties.tabIndex = 0;
  return element;
}

function nodes(node: TemmlNode, depth: number): ElementContent[] {
  if (depth > deepest) throw new TooNested();
  if (typeof node.text === 'string') return [{ type: 'text', value: node.text }];
  const children = (node.children ?? []).flatMap((child) => nodes(child, depth + 1));
  const type = isNumber(node) ? 'span' : node.type;
  if (type === undefined || !(type === 'span' || elements.test(type))) return children;
  const properties: Element['properties'] = {};
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    if (attributes.has(name)) properties[name] = String(value);
  }
  const { classes, ...colours } = styled(node.style ?? {});
  const names = [...(node.classes ?? []), ...classes].filter((name) => /^[\w-]+$/.test(name));
  if (names.length > 0) properties.className = names;
  Object.assign(properties, colours);
  return [inLayout({ type: 'element', tagName: type, properties, children })];
}

/** Elements that may say themselves how large what they hold is drawn; of the others `mstyle` does. */
const sized: ReadonlySet<string> = new Set(['math', 'mstyle', 'mtable', 'span']);

function inLayout(element: Element): Element {
  const { displaystyle, scriptlevel, ...rest } = element.properties;
  if (sized.has(element.tagName) || (displaystyle ?? scriptlevel) === undefined) return element;
  if (element.tagName === 'mrow') return { ...element, tagName: 'mstyle' };
  const said = Object.entries({ displaystyle, scriptlevel }).filter(([, one]) => one !== undefined);
  return {
    type: 'element',
    tagName: 'mstyle',
    properties: Object.fromEntries(said),
    children: [{ ...element, properties: rest }],
  };
}

/** The place of an equation's number, which the style sheet counts: an element of HTML. */
function isNumber({ type, classes }: TemmlNode): boolean {
  return type === undefined && classes?.includes('tml-eqn') === true;
}

/** Of MathML Core, and `menclose`, which styles draw. */
const elements =
  /^(?:math|menclose|merror|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mprescripts|mroot|mrow|ms|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|none)$/;

const attributes: ReadonlySet<string> = new Set(
  'accent accentunder columnalign columnlines columnspacing columnspan depth dir display displaystyle fence form height largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rowspan rspace scriptlevel separator side stretchy symmetric voffset width'.split(
    ' ',
  ),
);
