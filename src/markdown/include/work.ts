import type { Root } from 'mdast';
import { type Diagnostic, type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { FileReader, FileText, ReadProblem } from '../../model/file-read.ts';
import { type SourceFile, spanAt } from '../../model/source.ts';
import type { Wish } from './find.ts';
import { type PartFile, partFile } from './part-file.ts';
import { pathFrom, type Reference } from './reference.ts';

export interface ExpandOptions {
  /** A text to its tree; what stands before `from` and behind `to` is not looked at. */
  readonly parse: (source: SourceFile, from: number, to: number) => Root;
  readonly readFile: FileReader['readFile'];
  /** The most characters that a page may come to have. */
  readonly mostText: number;
}

/** A page on its way to be whole. */
export interface Work extends ExpandOptions {
  readonly diagnostics: Diagnostic[];
  /** Files that may still be put in. */
  left: number;
  /** Characters that may. */
  room: number;
  /** By path. */
  readonly files: Map<string, PartFile>;
}

/** Where something is to be put in. */
export interface Place<Wanted extends Wish = Wish> {
  readonly source: SourceFile;
  readonly wish: Wanted;
}

const mostTold = 100;

/** @param said is not asked for where enough was told. */
export function tell(
  { diagnostics }: Work,
  { source, wish }: Place,
  said: DiagnosticInput | (() => DiagnosticInput),
): void {
  if (diagnostics.length >= mostTold) return;
  const { start, end } = wish;
  diagnostics.push(
    diagnosticAt(
      source,
      spanAt(source.text, start, end),
      typeof said === 'function' ? said() : said,
    ),
  );
}

/** The tree of a part; one that cannot be read is told of. */
export function treeOf(
  { parse, diagnostics }: Work,
  source: SourceFile,
  from: number,
  to: number,
): Root {
  const tree = parse(source, from, to);
  if (tree.data?.unread !== undefined) diagnostics.push(tree.data.unread);
  return tree;
}

/** Whether so many characters more may be put in. */
export function hasRoom(work: Work, place: Place, length: number): boolean {
  work.room -= length;
  if (work.room >= 0) return true;
  const message = 'the page with all that it includes is larger than is read';
  const hint = 'include less, or raise `markdown.limits.page`';
  tell(work, place, { code: 'include-too-much', message, hint });
  return false;
}

/** Files in one page. */
export const mostFiles = 1000;

/** The file that a reference names; one that cannot be had is told of. */
export function fileOf(work: Work, place: Place, reference: Reference): PartFile | undefined {
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
  const known = work.files.get(path);
  if (known !== undefined) return known;
  const read = work.readFile(path);
  if ('text' in read) {
    const file = partFile(path, read.text, (source, from, to) => treeOf(work, source, from, to));
    work.files.set(path, file);
    return file;
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
    'lies outside of what may be included',
    'that is the site below its root; with `markdown.sanitize`, only its content folder',
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
