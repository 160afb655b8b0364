import type { Root } from 'mdast';
import { type Diagnostic, type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { FileReader, FileText, ReadProblem } from '../../model/file-read.ts';
import { nearest } from '../../model/nearest.ts';
import { digestOf, type SourceFile, sourceFile, spanAt } from '../../model/source.ts';
import { Assembly } from './assembly.ts';
import { bodyStartOf } from './body-start.ts';
import { findWishes, type Wish } from './find.ts';
import { mayInclude } from './may-include.ts';
import { type Lines, languageOfFile, pathFrom, type Reference } from './reference.ts';
import { dedented, linesOf, regionOf, type TextLine } from './regions.ts';
import { sectionOf } from './sections.ts';

export interface ExpandOptions {
  /** A text to its tree; what stands before `from` and behind `to` is not looked at. */
  readonly parse: (source: SourceFile, from: number, to: number) => Root;
  readonly readFile: FileReader['readFile'];
  /** The most characters that a page may come to have. */
  readonly mostText: number;
}

export interface Expanded {
  /** The page itself where it includes nothing. */
  readonly source: SourceFile;
  /** Of `source`, where it had to be parsed anyway. */
  readonly tree?: Root | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const deepest = 16;
const mostFiles = 1000;
/** How often the most text that a page may have is looked through. */
const mostLooks = 16;

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
    looks: options.mostText * mostLooks,
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

interface Work extends ExpandOptions {
  readonly diagnostics: Diagnostic[];
  /** Files that may still be put in. */
  left: number;
  /** Characters that may. */
  room: number;
  /** Characters of files that may be looked through for what is to be put in. */
  looks: number;
  /** By path; undefined for what cannot be read. */
  readonly files: Map<string, FileText>;
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
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1));
  const written = text.slice(start + 1, offset);
  return { written, next: written.replaceAll(/[^>\t]/g, ' ') };
}

interface Place {
  readonly source: SourceFile;
  readonly wish: Wish;
}

function tell({ diagnostics }: Work, { source, wish }: Place, said: DiagnosticInput): void {
  if (diagnostics.length > 100) return;
  const { start, end } = wish;
  diagnostics.push(diagnosticAt(source, spanAt(source.text, start, end), said));
}

/** The Markdown of a part, with its own parts in it. */
function partOf(
  work: Work,
  place: Place & { readonly wish: Extract<Wish, { kind: 'part' }> },
  above: readonly string[],
): Assembly | undefined {
  const { reference } = place.wish;
  const found = fileOf(work, place, reference);
  if (found === undefined) return undefined;
  const { source } = found;
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
  const from = bodyStartOf(text);
  const stretch = stretchOf(work, place, { source, from });
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

/** The tree of a part; one that cannot be read is told of. */
function treeOf({ parse, diagnostics }: Work, source: SourceFile, from: number, to: number): Root {
  const tree = parse(source, from, to);
  if (tree.data?.unread !== undefined) diagnostics.push(tree.data.unread);
  return tree;
}

function hasRoom(work: Work, place: Place, length: number): boolean {
  work.room -= length;
  if (work.room >= 0) return true;
  tellOfSize(work, place);
  return false;
}

function tellOfSize(work: Work, place: Place): undefined {
  const message = 'the page with all that it includes is larger than is read';
  const hint = 'include less, or raise `markdown.limits.page`';
  tell(work, place, { code: 'include-too-much', message, hint });
  return undefined;
}

/** Without blank lines at both ends. */
function trimmed(text: string, start: number, end: number): readonly [number, number] {
  const stretch = text.slice(start, end);
  const [blank = ''] = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(stretch) ?? [];
  return [start + Math.min(blank.length, stretch.length), start + stretch.trimEnd().length];
}

interface FoundFile {
  readonly source: SourceFile;
}

function fileOf(work: Work, place: Place, reference: Reference): FoundFile | undefined {
  const path = pathFrom(place.source.path, reference.path);
  if (path === undefined) {
    const message = `\`${reference.path}\` is no path of a file that can be included`;
    const hint =
      'write a path from this file, such as `./part.md`, or from the root, such as `@/part.md`';
    tell(work, place, { code: 'include-syntax', message, hint });
    return undefined;
  }
  work.left -= 1;
  if (work.left < 0) {
    const message = `the page includes more than ${mostFiles} files`;
    tell(work, place, { code: 'include-too-much', message, hint: 'split the page' });
    return undefined;
  }
  const read = work.files.get(path) ?? work.readFile(path);
  work.files.set(path, read);
  if ('text' in read) {
    work.looks -= read.text.length;
    return work.looks < 0 ? tellOfSize(work, place) : { source: sourceFile(path, read.text) };
  }
  tell(work, place, { code: 'include-missing', ...unread(read, path) });
  return undefined;
}

const reasons: Readonly<Record<ReadProblem, readonly [why: string, hint: string]>> = {
  missing: [
    'does not exist',
    'a path begins at the folder of the file that names it; `@/` is the root of the site',
  ],
  outside: [
    'lies outside of the site',
    'only files below the root of the site are read: put a copy of it there',
  ],
  hidden: ['is not read: it may be secret, or it is made by Rutter', 'include another file'],
  'too-large': ['is larger than is read', 'include a smaller file'],
  'not-text': ['is no text in UTF-8', 'include a file of text'],
  'not-a-file': ['is no file', 'name a file'],
  unreadable: ['cannot be read', 'look at its permissions'],
};

function unread(read: FileText & { problem: ReadProblem }, path: string) {
  const [why, hint] = reasons[read.problem];
  return { message: `\`${path}\` ${why}`, hint };
}

/** The stretch of a Markdown file that is meant. */
function stretchOf(
  work: Work,
  place: Place & { readonly wish: Extract<Wish, { kind: 'part' }> },
  { source, from }: { readonly source: SourceFile; readonly from: number },
): { readonly start: number; readonly end: number } | undefined {
  const { text } = source;
  const { region, lines } = place.wish.reference;
  if (region === undefined) {
    const all = linesOf(text);
    const chosen = lines === undefined ? undefined : pick(all, lines);
    if (chosen === undefined) return { start: from, end: text.length };
    if (chosen.length === 0) return noLines(work, place, all.length);
    const start = Math.max(from, chosen[0]?.start ?? 0);
    return { start, end: Math.max(start, chosen.at(-1)?.end ?? start) };
  }
  const found = regionOf(text, linesOf(text, from), region);
  const section =
    'lines' in found ? found : sectionOf(treeOf(work, source, from, text.length), text, region);
  if ('ids' in section) {
    const begun = 'names' in found ? found : { names: [] };
    const names = [...begun.names, ...section.ids];
    noRegion(work, place, { path: source.path, region, ...begun, names });
    return undefined;
  }
  const inside = 'lines' in section ? section.lines : linesOf(text, section.start, section.end);
  // The rest of the heading's line.
  const whole =
    'lines' in section ? inside : inside.filter(({ start, end }, at) => at > 0 || start < end);
  const chosen = lines === undefined ? whole : pick(whole, lines);
  if (chosen.length === 0) {
    if (lines !== undefined) return noLines(work, place, whole.length);
    return { start: from, end: from };
  }
  return { start: chosen[0]?.start ?? 0, end: chosen.at(-1)?.end ?? 0 };
}

function pick(all: readonly TextLine[], { first, last }: Lines): readonly TextLine[] {
  return all.slice((first ?? 1) - 1, last);
}

function noLines(work: Work, place: Place, count: number): undefined {
  const message = `the file has ${count} lines, and none of those that are asked for`;
  tell(work, place, { code: 'include-region', message, hint: 'lines are counted from 1' });
  return undefined;
}

function noRegion(
  work: Work,
  place: Place,
  {
    path,
    region,
    names,
    open,
  }: { path: string; region: string; names: readonly string[]; open?: TextLine | undefined },
): void {
  if (open !== undefined) {
    const message = `the region \`${region}\` of \`${path}\` does not end`;
    const hint = `write \`#endregion ${region}\` into a comment behind it`;
    tell(work, place, { code: 'include-region', message, hint });
    return;
  }
  const guess = nearest(region, names);
  tell(work, place, {
    code: 'include-region',
    message: `\`${path}\` has no region or heading \`${region}\``,
    hint:
      guess === undefined
        ? `write \`#region ${region}\` and \`#endregion ${region}\` into comments of it`
        : `did you mean \`#${guess}\`?`,
  });
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

/** A file, or a region of it, as a fenced block. */
function appendCode(
  work: Work,
  assembly: Assembly,
  {
    place,
    margin,
  }: {
    readonly place: Place & { readonly wish: Extract<Wish, { kind: 'code' }> };
    readonly margin: string;
  },
): void {
  const { reference, start, end } = place.wish;
  const found = fileOf(work, place, reference);
  if (found === undefined) return;
  const { source } = found;
  const lines = codeLines(work, place, source);
  if (lines === undefined) return;
  const length = lines.reduce((sum, one) => sum + one.end - one.start + 1 + margin.length, 0);
  if (!hasRoom(work, place, length)) return;
  const language = reference.language ?? languageOfFile(source.path);
  const info = [language, reference.meta].filter(Boolean).join(' ');
  const mark = info.includes('`') ? '~' : '`';
  const fence = mark.repeat(fenceLength(source.text, lines, mark));
  const make = (text: string): void => assembly.make(text, place.source, start, end);
  make(`${fence}${info}\n`);
  for (const line of lines) {
    if (margin !== '') make(margin);
    assembly.copy(source, line.start, line.end);
    make('\n');
  }
  make(`${margin}${fence}`);
}

function codeLines(
  work: Work,
  place: Place & { readonly wish: Extract<Wish, { kind: 'code' }> },
  { path, text }: SourceFile,
): readonly TextLine[] | undefined {
  const { region, lines } = place.wish.reference;
  const all = linesOf(text);
  if (region !== undefined) {
    const found = regionOf(text, all, region);
    if ('lines' in found) return dedented(text, found.lines);
    noRegion(work, place, { path, region, ...found });
    return undefined;
  }
  const chosen = lines === undefined ? all : pick(all, lines);
  if (chosen.length === 0 && lines !== undefined) return noLines(work, place, all.length);
  return lines === undefined ? chosen : dedented(text, chosen);
}

/** Longer than any run of the mark that a line begins with. */
function fenceLength(text: string, lines: readonly TextLine[], mark: string): number {
  let longest = 2;
  for (const { start, end } of lines) {
    const line = text.slice(start, end).trimStart();
    let run = 0;
    while (line[run] === mark) run += 1;
    longest = Math.max(longest, run);
  }
  return longest + 1;
}
