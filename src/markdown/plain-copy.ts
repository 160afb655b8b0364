import type { Nodes, Root } from 'mdast';
import type { LinkReference } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { rebased } from './include/rebase.ts';
import { spanOf } from './spans.ts';
import { eachNode } from './walk.ts';

/** The text of a page for who reads Markdown: `finish` gives it once it is known where its links lead. */
export interface PlainCopy {
  finish(links: readonly LinkReference[]): string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  /** Of a link: what its target is as written. Without one the text goes. */
  readonly target?: string | undefined;
}

/**
 * A page's own text, but for its first level-1 heading (the title), comments and hidden steps, which
 * nobody is shown. Paths of links and images become those of the site.
 * @param tree As parsed: nothing has changed it yet.
 * @param hidden Offsets of blocks that are not shown.
 */
export function plainCopy(
  tree: Root,
  source: SourceFile,
  bodyStart: number,
  hidden: ReadonlySet<number>,
): PlainCopy {
  const { text } = source;
  const edits: Edit[] = [];
  // What a part links to is known by the path that it has from the page.
  const moved =
    (node: Nodes) =>
    (edit: Edit): Edit =>
      source.pieces === undefined || edit.target === undefined
        ? edit
        : { ...edit, target: rebased(source, edit.target, spanOf(node)) };
  const [first] = tree.children;
  const title = first?.type === 'heading' && first.depth === 1 ? first : undefined;
  const referred = new Set<string>();
  eachNode<Nodes>(tree, (node) => {
    if (node.type === 'linkReference' || node.type === 'imageReference')
      referred.add(node.identifier);
  });
  eachNode<Nodes>(tree, (node) => {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    if (start === undefined || end === undefined) return;
    if (node === title || hidden.has(start)) edits.push({ start, end });
    else if (node.type === 'html') edits.push(...commentsIn(text, start, end));
    else if (node.type === 'link' || node.type === 'image') {
      const from =
        node.type === 'link' ? (node.children.at(-1)?.position?.end.offset ?? start) : start;
      edits.push(...targetIn(text, from, end, '](', node.url).map(moved(node)));
    } else if (node.type === 'definition' && referred.delete(node.identifier)) {
      edits.push(...targetIn(text, start, end, ']:', node.url).map(moved(node)));
    }
  });
  return { finish: (links) => applied(text, bodyStart, edits, links) };
}

function commentsIn(text: string, start: number, end: number): readonly Edit[] {
  // Of the node alone: what is looked for may not be there, and a page may have very many nodes.
  const html = text.slice(start, end);
  const edits: Edit[] = [];
  for (let at = html.indexOf('<!--'); at !== -1; ) {
    const close = html.indexOf('-->', at + 4);
    const stop = close === -1 ? html.length : close + 3;
    edits.push({ start: start + at, end: start + stop });
    at = html.indexOf('<!--', stop);
  }
  return edits;
}

/** Where a target stands as it is; one that is written with escapes is left alone. */
function targetIn(
  text: string,
  from: number,
  end: number,
  mark: string,
  target: string,
): readonly Edit[] {
  if (target === '') return [];
  const node = text.slice(from, end);
  for (let at = node.indexOf(mark); at !== -1; at = node.indexOf(mark, at + 1)) {
    let start = at + mark.length;
    while (/[\s<]/.test(node[start] ?? '')) start += 1;
    const after = node[start + target.length] ?? '';
    if (node.startsWith(target, start) && (after === '' || /[\s>)]/.test(after))) {
      return [{ start: from + start, end: from + start + target.length, target }];
    }
  }
  return [];
}

function applied(
  text: string,
  bodyStart: number,
  edits: readonly Edit[],
  links: readonly LinkReference[],
): string {
  const urls = new Map(links.map(({ target, url }) => [target, url]));
  let made = '';
  let at = bodyStart;
  for (const { start, end, target } of [...edits].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    const url = target === undefined ? '' : (urls.get(target) ?? target);
    // A blank or a bracket would end the target.
    made += text.slice(at, start) + url.replace(/[\s<>()]/g, escaped);
    at = end;
  }
  return (made + text.slice(at)).replace(/\n{3,}/g, '\n\n').trim();
}

function escaped(character: string): string {
  const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return character < '\u0080' ? `%${hex}` : encodeURIComponent(character);
}
