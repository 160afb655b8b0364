import type { Element, Nodes, Properties, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

/**
 * HTML as a browser reads it, in one form: without what our pipeline adds to what a specification asks
 * for (anchors, boxes around tables, colours, hints for loading), and with white space where it counts.
 */
export function plain(html: string): string {
  const root: Root = { type: 'root', children: [{ type: 'raw', value: html }] };
  const tree = rehypeRaw()(root, {} as never) as Root;
  return unified().use(rehypeStringify).stringify(onlyPlain(tree)).trim();
}

function onlyPlain(root: Root): Root {
  return { type: 'root', children: plainChildren(root, false) as never };
}

/** Comments leave no gap between texts. */
function plainChildren(parent: Root | Element, verbatim: boolean): Nodes[] {
  const merged: Nodes[] = [];
  for (const node of parent.children) {
    const last = merged.at(-1);
    if (node.type === 'comment' || node.type === 'doctype') continue;
    if (node.type === 'text' && last?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', value: last.value + node.value };
    } else merged.push(node);
  }
  return merged.flatMap((node) => plainNodes(node, verbatim));
}

function plainNodes(node: Nodes, verbatim: boolean): Nodes[] {
  if (node.type === 'text') return text(node.value, verbatim);
  if (node.type !== 'element') return [];
  const { tagName } = node;
  const classes = node.properties.className;
  const has = (name: string): boolean => Array.isArray(classes) && classes.includes(name);
  if (tagName === 'a' && has('anchor')) return [];
  const inside = tagName === 'pre' || verbatim;
  const children = plainChildren(node, inside);
  if (tagName === 'div' && has('table-scroll')) return children;
  if (tagName === 'span' && verbatim) return children;
  if (tagName === 'pre' && has('code')) endLastLine(children[0]);
  if (tagName === 'tbody' || tagName === 'thead') return children;
  return [{ ...node, properties: ownProperties(node), children: children as never }];
}

/** Our code has no line end at its end. */
function endLastLine(code: Nodes | undefined): void {
  if (code?.type !== 'element' || code.children.length === 0) return;
  code.children = plainChildren(
    { type: 'root', children: [...code.children, { type: 'text', value: '\n' }] },
    true,
  ) as never;
}

function text(value: string, verbatim: boolean): Nodes[] {
  if (verbatim) return [{ type: 'text', value }];
  const collapsed = value.replaceAll(/[ \t\r\n]+/g, ' ');
  return collapsed === ' ' || collapsed === '' ? [] : [{ type: 'text', value: collapsed.trim() }];
}

const added: ReadonlySet<string> = new Set([
  'ariaLabel',
  'dataLanguage',
  'dataLine',
  'decoding',
  'loading',
  'rel',
  'tabIndex',
]);

function ownProperties({ tagName, properties }: Element): Properties {
  const kept: Properties = {};
  for (const key of Object.keys(properties).sort()) {
    const value = properties[key];
    if (added.has(key) || (key === 'id' && /^h[1-6]$/.test(tagName))) continue;
    if (key !== 'className' || !Array.isArray(value)) {
      kept[key] = value;
      continue;
    }
    const align = value.find((one) => String(one).startsWith('align-'));
    if (align !== undefined) kept.align = String(align).slice('align-'.length);
    const own = value.filter((one) => /^language-/.test(String(one)));
    if (own.length > 0) kept.className = own.map(String);
  }
  return kept;
}
