import type { Root } from 'mdast';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { digestOf, type SourceFile } from '../../model/source.ts';
import { Assembly } from './assembly.ts';
import { appendCode } from './code.ts';
import { findWishes, type PartWish, type Wish } from './find.ts';
import { mayInclude } from './may-include.ts';
import type { Reference } from './reference.ts';
import { linesOf } from './regions.ts';
import { stretchOf } from './stretch.ts';
import {
  type ExpandOptions,
  fileOf,
  hasRoom,
  mostFiles,
  type Place,
  tell,
  treeOf,
  type Work,
} from './work.ts';

export interface Expanded {
  /** The page itself where it includes nothing. */
  readonly source: SourceFile;
  /** Of `source`, where it had to be parsed anyway. */
  readonly tree?: Root | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parts in parts. */
const deepest = 16;

/**
 * A page with the files in it that it includes: Markdown (`<!--@include: ./part.md-->`) and source code
 * (`<<< ./file.ts`). Their places in the text that comes of it are known: see `SourceFile.pieces`. The
 * front matter of the page stays at its offsets. What cannot be had is told and left out.
 */
export function expand(page: SourceFile, bodyStart: number, options: ExpandOptions): Expanded {
  const { text } = page;
  if (!mayInclude(text)) return { source: page, diagnostics: [] };
  const tree = options.parse(page, bodyStart, text.length);
  const wishes = findWishes(tree, text);
  if (wishes.length === 0) return { source: page, tree, diagnostics: [] };
  const work: Work = {
    ...options,
    diagnostics: [],
    files: new Map(),
    left: mostFiles,
    room: options.mostText,
  };
  const whole = fulfilled(work, {
    source: page,
    wishes,
    start: 0,
    end: text.length,
    above: [nameOf(page.path, {})],
  });
  const { path } = page;
  const source = {
    path,
    text: whole.text,
    digest: digestOf(whole.text),
    pieces: whole.pieces,
  };
  return { source, diagnostics: work.diagnostics };
}

/** A stretch of a file, and what is to be put into it. */
interface Stretch {
  readonly source: SourceFile;
  readonly wishes: readonly Wish[];
  readonly start: number;
  readonly end: number;
  /** What is being put in: the page, and each part in another. */
  readonly above: readonly string[];
}

function fulfilled(work: Work, { source, wishes, start, end, above }: Stretch): Assembly {
  const assembly = new Assembly();
  let at = start;
  for (const wish of wishes) {
    const margin = marginOf(source.text, wish.start);
    if (wish.kind === 'flaw') {
      const { message, hint } = wish;
      tell(work, { source, wish }, { code: 'include-syntax', message, hint });
      continue;
    }
    if (wish.kind === 'part') {
      const place = { source, wish };
      const part = partOf(work, place, above);
      if (part === undefined) continue;
      const lineStart = wish.start - margin.written.length;
      assembly.copy(source, at, lineStart);
      if (wish.touches.before) {
        assembly.make(`${margin.next.trimEnd()}\n`, source, wish.start, wish.end);
      }
      assembly.copy(source, lineStart, wish.start);
      appendLines(assembly, part, { place, margin: margin.next });
      if (wish.touches.after) {
        assembly.make(`\n${margin.next.trimEnd()}`, source, wish.start, wish.end);
      }
    } else {
      assembly.copy(source, at, wish.start);
      appendCode(work, assembly, { place: { source, wish }, margin: margin.next });
    }
    at = wish.end;
  }
  assembly.copy(source, at, end);
  return assembly;
}

interface Margin {
  /** What stands before it in its line: marks of quotes and list items, and spaces. */
  readonly written: string;
  /** What the lines that follow it in the same quote or item begin with. */
  readonly next: string;
}

function marginOf(text: string, offset: number): Margin {
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start -= 1;
  const written = text.slice(start, offset);
  return { written, next: written.replaceAll(/[^>\t]/g, ' ') };
}

/** The Markdown of a part, with its own parts in it. */
function partOf(
  work: Work,
  place: Place<PartWish>,
  above: readonly string[],
): Assembly | undefined {
  const { reference } = place.wish;
  const file = fileOf(work, place, reference);
  if (file === undefined) return undefined;
  const { source } = file;
  const name = nameOf(source.path, reference);
  if (above.includes(name)) {
    const circle = [...above.slice(above.indexOf(name)), name];
    tell(work, place, {
      code: 'include-cycle',
      message: `\`${source.path}\` is included in itself`,
      hint: 'take one of the includes away',
      details: circle.map((one, index) => `${index === 0 ? '' : 'includes '}${one}`),
    });
    return undefined;
  }
  if (above.length > deepest) {
    const message = `parts are included in parts more than ${deepest} deep`;
    tell(work, place, { code: 'include-too-much', message, hint: 'include them one by one' });
    return undefined;
  }
  const { text } = source;
  const stretch = stretchOf(work, place, file);
  if (stretch === undefined) return undefined;
  const [start, end] = trimmed(text, stretch.start, stretch.end);
  if (!hasRoom(work, place, end - start)) return undefined;
  const wishes = mayInclude(text) ? findWishes(treeOf(work, source, start, end), text) : [];
  return fulfilled(work, { source, wishes, start, end, above: [...above, name] });
}

function nameOf(path: string, { region, lines }: Omit<Reference, 'path'>): string {
  const range = lines === undefined ? '' : `{${lines.first ?? ''},${lines.last ?? ''}}`;
  return `${path}${region === undefined ? '' : `#${region}`}${range}`;
}

/** Without blank lines at both ends. */
function trimmed(text: string, start: number, end: number): readonly [number, number] {
  const stretch = text.slice(start, end);
  const [blank = ''] = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(stretch) ?? [];
  return [start + Math.min(blank.length, stretch.length), start + stretch.trimEnd().length];
}

/** A part, with a margin before each line but the first, which has its own. */
function appendLines(
  assembly: Assembly,
  part: Assembly,
  { place, margin }: { readonly place: Place; readonly margin: string },
): void {
  if (margin === '') {
    assembly.append(part);
    return;
  }
  const { text } = part;
  for (const [index, { start, end }] of linesOf(text).entries()) {
    if (index > 0) {
      const { source, wish } = place;
      const begin = start === end ? margin.trimEnd() : margin;
      assembly.make(`\n${begin}`, source, wish.start, wish.end);
    }
    assembly.appendPart(part, start, end);
  }
}
