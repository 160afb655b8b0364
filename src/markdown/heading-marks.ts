import type { Heading, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

/** What stands in braces at the end of a heading: `{#id}`, `{#id alias=old}`. */
export interface HeadingMarks {
  readonly id?: string | undefined;
  /** Ids that the heading had before. */
  readonly aliases: readonly string[];
  /** Where it stands, in UTF-16 offsets without `end`. */
  readonly start: number;
  readonly end: number;
  /** Words that mean nothing, with what is to be said of them. */
  readonly flaws: readonly { readonly word: string; readonly why: string }[];
}

/** Letters and digits of any script, and what URLs and selectors bear between them. */
const soundId = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:-]{0,199}$/u;
const behind = /^[ \t]*(?:\r?\n[ \t>]*(?:=+|-+)[ \t]*|[ \t]#+[ \t]*)?$/;

/**
 * The braces of a heading, which pandoc, VitePress and Docusaurus write as `{#id}` and Python-Markdown
 * as `{: #id}`. Undefined where there are none, or where they are escaped or in code.
 */
export function readHeading(heading: Heading, text: string): HeadingMarks | undefined {
  const from = heading.position?.start.offset;
  const to = heading.position?.end.offset;
  if (from === undefined || to === undefined) return undefined;
  const written = text.slice(from, to);
  const open = written.lastIndexOf('{');
  const close = written.indexOf('}', open);
  if (open === -1 || close === -1 || close - open > 1000 || isEscaped(written, open))
    return undefined;
  if (!behind.test(written.slice(close + 1))) return undefined;
  const inside = written
    .slice(open + 1, close)
    .replace(/^:/, '')
    .trim();
  if (!/^(?:#|alias=)/.test(inside) || /[\r\n]/.test(inside)) return undefined;
  const place = { start: from + open, end: from + close + 1 };
  // Braces in code or in a link end with that.
  const holder = heading.children.find(({ position }) => (position?.end.offset ?? 0) > place.start);
  if (holder?.type !== 'text') return undefined;
  return { ...place, ...readWords(inside) };
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charAt(before - 1) === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function readWords(inside: string): Pick<HeadingMarks, 'id' | 'aliases' | 'flaws'> {
  let id: string | undefined;
  const aliases: string[] = [];
  const flaws: { word: string; why: string }[] = [];
  for (const [word] of inside.matchAll(/alias=(?:"[^"]*"|'[^']*'|\S*)|\S+/g)) {
    if (word.startsWith('alias=')) {
      const listed = word.slice('alias='.length).replace(/^(["'])(.*)\1$/, '$2');
      const names = listed.split(/[\s,]+/).filter((name) => name !== '');
      for (const name of names.map((one) => one.replace(/^#/, ''))) {
        if (soundId.test(name)) aliases.push(name);
        else flaws.push({ word: name, why: badId });
      }
      if (names.length === 0) flaws.push({ word, why: 'names no id' });
    } else if (!word.startsWith('#')) {
      flaws.push({ word, why: 'means nothing in the braces of a heading' });
    } else if (id !== undefined) flaws.push({ word, why: 'is a second id' });
    else if (soundId.test(word.slice(1))) id = word.slice(1);
    else flaws.push({ word, why: badId });
  }
  return { id, aliases, flaws };
}

const badId = 'is no id: one has letters, digits, `-`, `_`, `.` and `:`';

/** The content of a heading without its braces. */
export function unmarked(heading: Heading, { start }: HeadingMarks): PhrasingContent[] {
  return heading.children.flatMap((child): PhrasingContent[] => {
    const { position } = child;
    if (position === undefined || (position.end.offset ?? 0) <= start) return [child];
    if (child.type !== 'text' || (position.start.offset ?? 0) >= start) return [];
    const value = child.value.slice(0, child.value.lastIndexOf('{')).trimEnd();
    return value === '' ? [] : [{ ...child, value }];
  });
}

/** What a reader sees of a heading, as plain text. */
export function headingText(heading: Heading, text: string): string {
  const marks = readHeading(heading, text);
  return textOf(marks === undefined ? heading : unmarked(heading, marks));
}

/** The text of a page's first heading of level 1; undefined for none. */
export function firstHeading(tree: Root, text: string): string | undefined {
  const heading = tree.children.find((node) => node.type === 'heading' && node.depth === 1);
  return heading?.type === 'heading' ? headingText(heading, text) : undefined;
}
