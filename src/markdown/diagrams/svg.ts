import type { Element, ElementContent, Properties, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { VFile } from 'vfile';

export interface SvgOptions {
  /** What ids begin with: a page may have many diagrams. */
  readonly prefix: string;
  /** Where a link of the drawing leads; undefined: it is no link. */
  readonly link: (target: string) => string | undefined;
  /** Another value for an attribute that is kept. */
  readonly value: (name: string, value: string) => string;
}

const parse = rehypeRaw();

/**
 * The SVG that a drawing program has made, as a tree for a page: only shapes and text, and of these only
 * what places and colours them. Styles, scripts, pictures and whatever else a source may smuggle in are
 * left out.
 */
export function safeSvg(svg: string, options: SvgOptions): Element | undefined {
  const start = svg.indexOf('<svg');
  if (start === -1) return undefined;
  const file = new VFile();
  const tree = parse(
    { type: 'root', children: [{ type: 'raw', value: svg.slice(start) }] } as Root,
    file,
  ) as Root;
  const root = tree.children.find((node) => node.type === 'element' && node.tagName === 'svg');
  if (root?.type !== 'element') return undefined;
  const [only] = cleaned(root, options);
  return only?.type === 'element' ? only : undefined;
}

const tags: ReadonlySet<string> = new Set(
  'svg g path polygon polyline ellipse circle rect line text tspan defs marker linearGradient radialGradient stop'.split(
    ' ',
  ),
);

/** By the names that they have in a tree. */
const attributes: ReadonlySet<string> = new Set(
  'cx cy d dx dy fill fillOpacity fontSize fontStyle fontWeight gradientTransform gradientUnits height id markerEnd markerHeight markerStart markerUnits markerWidth offset opacity orient points r refX refY rx ry stopColor stopOpacity stroke strokeDashArray strokeDasharray strokeLineCap strokeLinecap strokeLineJoin strokeLinejoin strokeOpacity strokeWidth textAnchor textDecoration transform viewBox width x x1 x2 y y1 y2'.split(
    ' ',
  ),
);

function cleaned(node: ElementContent, options: SvgOptions): ElementContent[] {
  // What stands between shapes is the indentation of who wrote them.
  if (node.type === 'text') return node.value.trim() === '' ? [] : [node];
  if (node.type !== 'element') return [];
  const { tagName } = node;
  if (tagName === 'a') return linked(node, options);
  if (!tags.has(tagName)) return [];
  const properties: Properties = {};
  for (const [name, value] of Object.entries(node.properties)) {
    const kept = attributes.has(name) ? keptValue({ tagName, name, value }, options) : undefined;
    if (kept !== undefined) properties[name] = kept;
  }
  return [{ type: 'element', tagName, properties, children: below(node, options) }];
}

function below({ children }: Element, options: SvgOptions): ElementContent[] {
  return children.flatMap((child) => cleaned(child, options));
}

function linked(node: Element, options: SvgOptions): ElementContent[] {
  const { xLinkHref, href = xLinkHref } = node.properties;
  const target = typeof href === 'string' ? options.link(href) : undefined;
  const children = below(node, options);
  if (target === undefined) return children;
  return [{ type: 'element', tagName: 'a', properties: { href: target }, children }];
}

/** What other parts of a drawing refer to. */
const named: ReadonlySet<string> = new Set(['marker', 'linearGradient', 'radialGradient']);

interface Attribute {
  readonly tagName: string;
  readonly name: string;
  readonly value: Properties[string];
}

function keptValue(
  { tagName, name, value }: Attribute,
  { prefix, value: other }: SvgOptions,
): string | number | undefined {
  if (typeof value === 'number') return value;
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  if (name === 'id')
    return named.has(tagName) ? `${prefix}${text.replaceAll(/[^\w-]/g, '')}` : undefined;
  const reference = /^url\(["']?#([\w-]+)["']?\)$/.exec(text);
  if (reference !== null) return `url(#${prefix}${reference[1]})`;
  // Nothing is fetched from anywhere.
  return /url\s*\(|\\|expression|javascript:/i.test(text) ? undefined : other(name, text);
}
