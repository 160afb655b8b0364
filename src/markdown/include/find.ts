import type { Code, Html, Nodes, Paragraph, Parents, Root } from 'mdast';
import { parseInfo } from '../blocks.ts';
import {
  type Reference,
  readReference,
  readSnippet,
  type SnippetReference,
  withRegion,
} from './reference.ts';
import { linesOf } from './regions.ts';

interface Place {
  /** What is written, in UTF-16 offsets without `end`. */
  readonly start: number;
  readonly end: number;
}

export type PartWish = Extract<Wish, { readonly kind: 'part' }>;
export type CodeWish = Extract<Wish, { readonly kind: 'code' }>;

/** A place in a text where a file is to be put in. */
export type Wish =
  /** `<!--@include: ./part.md-->` */
  | (Place & {
      readonly kind: 'part';
      readonly reference: Reference;
      /** Another block touches it. */
      readonly touches: { readonly before: boolean; readonly after: boolean };
    })
  /** `<<< ./file.ts`, or a fenced block with `file="./file.ts"` and nothing in it. */
  | (Place & { readonly kind: 'code'; readonly reference: SnippetReference })
  /** What was meant as one of these and is none. */
  | (Place & { readonly kind: 'flaw'; readonly message: string; readonly hint: string });

/** All of a text, in their order. What stands in code, or is escaped, is none. */
export function findWishes(tree: Root, text: string): readonly Wish[] {
  const found: Wish[] = [];
  const parents: Parents[] = [tree];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children: readonly Nodes[] = parent.children;
    for (const [index, node] of children.entries()) {
      if (node.type === 'html') {
        const wish = partOf(node, text, {
          inText: parent.type === 'paragraph' || !blocks.has(parent.type),
          previous: children[index - 1],
          next: children[index + 1],
        });
        if (wish !== undefined) found.push(wish);
      } else if (node.type === 'paragraph') found.push(...snippetsOf(node, text));
      else if (node.type === 'code') found.push(...fencedOf(node, text));
      if ('children' in node) parents.push(node);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const blocks: ReadonlySet<string> = new Set([
  'root',
  'blockquote',
  'listItem',
  'footnoteDefinition',
  'containerDirective',
]);

const anyComment = /<!--\s*@include\b/;
const bare = /<!--\s*@include\b(?!:)/;

function partOf(
  node: Html,
  text: string,
  around: {
    readonly inText: boolean;
    readonly previous: Nodes | undefined;
    readonly next: Nodes | undefined;
  },
): Wish | undefined {
  const place = placeOf(node);
  if (place === undefined || !anyComment.test(node.value)) return undefined;
  const written = wanted(node.value);
  if (written === undefined || around.inText) {
    const message = bare.test(node.value)
      ? 'no colon and no file follow `@include`'
      : 'what is included stands on a line of its own';
    const hint = 'write `<!--@include: ./part.md-->` with a blank line before and after it';
    return { kind: 'flaw', ...place, message, hint };
  }
  const reference = readReference(written);
  if (reference === undefined) {
    const message = `\`${written}\` is no file with lines or a region`;
    const hint = 'write `./part.md`, `./part.md{3,10}` or `./part.md#region`';
    return { kind: 'flaw', ...place, message, hint };
  }
  const [first, last] = [node.position?.start.line ?? 0, node.position?.end.line ?? 0];
  const before = around.previous?.position?.end.line === first - 1;
  const after = around.next?.position?.start.line === last + 1 || goesOn(text, place.end);
  return { kind: 'part', ...place, reference, touches: { before, after } };
}

/** What an HTML block says is to be included, where it is one comment that says nothing else. */
function wanted(html: string): string | undefined {
  const whole = html.trim();
  if (!whole.startsWith('<!--') || whole.indexOf('-->') !== whole.length - 3) return undefined;
  const inside = whole.slice(4, -3).trim();
  if (!inside.startsWith('@include:') || /[\r\n]/.test(inside)) return undefined;
  return inside.slice('@include:'.length).trim();
}

/** Whether the next line is text that a paragraph before it would take for its own. */
function goesOn(text: string, end: number): boolean {
  const newline = text.indexOf('\n', end);
  if (newline === -1) return false;
  return /^[ \t>]*(?![-+*][ \t]|\d+[.)][ \t]|<!--|[`~:]{3}|#)[^\s>]/.test(
    text.slice(newline + 1, newline + 200),
  );
}

const snippet = /^[ \t>]*<<<[ \t]+((?:\.\.?|@)\/.*)$/;
const nearSnippet = /^[ \t>]*<<<[ \t]*(\/?[\w@][\w./@-]*\.\w+(?:[#{[].*)?)$/;

function snippetsOf(node: Paragraph, text: string): Wish[] {
  const place = placeOf(node);
  if (place === undefined) return [];
  const whole = text.slice(place.start, place.end);
  if (!whole.includes('<<<')) return [];
  return linesOf(whole).flatMap(({ start, end }): Wish[] => {
    const line = whole.slice(start, end);
    const at = place.start + start + line.indexOf('<<<');
    const stretch = { start: at, end: place.start + start + line.trimEnd().length };
    const [, written] = snippet.exec(line) ?? [];
    if (written === undefined) {
      const [, near] = nearSnippet.exec(line) ?? [];
      if (near === undefined) return [];
      const message = `\`${near}\` does not say where the file lies`;
      const hint = `write \`<<< ./${near.replace(/^\/+/, '')}\` for a file beside this one, or \`<<< @/\` for one from the root of the site`;
      return [{ kind: 'flaw', ...stretch, message, hint }];
    }
    const reference = readSnippet(written);
    if (reference !== undefined) return [{ kind: 'code', ...stretch, reference }];
    const message = `\`${written.trim()}\` is no file with a region`;
    const hint = 'write `<<< ./file.ts` or `<<< ./file.ts#region{2,4-6}`';
    return [{ kind: 'flaw', ...stretch, message, hint }];
  });
}

function fencedOf(node: Code, text: string): Wish[] {
  const place = placeOf(node);
  if (place === undefined || node.value !== '' || !node.meta?.includes('file=')) return [];
  if (!/[`~]/.test(text.charAt(place.start))) return [];
  const info = parseInfo(node.lang, node.meta);
  const file = info.attributes.get('file');
  if (typeof file !== 'string' || !/^(?:\.\.?|@)\//.test(file)) return [];
  const reference = withRegion(file);
  if (reference === undefined) {
    const message = `\`${file}\` is no file with a region`;
    return [{ kind: 'flaw', ...place, message, hint: 'write `file="./file.ts#region"`' }];
  }
  const meta = node.meta
    .replace(/(^|[\s{,])file=(?:"[^"]*"|'[^']*'|[^\s}]*)/, '$1')
    .replace(/\{[\s,]*\}/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const language = info.language === '' ? undefined : info.language;
  return [{ kind: 'code', ...place, reference: { ...reference, language, meta } }];
}

function placeOf({ position }: Nodes): Place | undefined {
  const start = position?.start.offset;
  const end = position?.end.offset;
  return start === undefined || end === undefined ? undefined : { start, end };
}
