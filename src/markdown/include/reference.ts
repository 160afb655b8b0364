import { posix } from 'node:path';

/** Lines, 1-based, both ends included; a missing end is that of the file. */
export interface Lines {
  readonly first?: number | undefined;
  readonly last?: number | undefined;
}

/** What a file is taken from: `./part.md#region{3,10}`. */
export interface Reference {
  /** As written. */
  readonly path: string;
  /** Of a region, or of a heading in Markdown. */
  readonly region?: string | undefined;
  readonly lines?: Lines | undefined;
}

/** No path is as long. */
const longest = 2000;

/** `./part.md`, `./part.md{3,10}`, `./part.md#region`, `./part.md#region{,2}`, `./part.md#L3-L10`. */
export function readReference(written: string): Reference | undefined {
  if (written.length > longest) return undefined;
  const [, target = '', braces] = /^(.*?)[ \t]*(?:\{([^{}]*)\})?$/.exec(written.trim()) ?? [];
  const lines = braces === undefined ? undefined : readLines(braces);
  if (braces !== undefined && lines === undefined) return undefined;
  return withRegion(target, lines);
}

/** A target without braces, such as `./x.ts#region`. */
export function withRegion(target: string, lines?: Lines): Reference | undefined {
  const at = target.lastIndexOf('#');
  const path = at === -1 ? target : target.slice(0, at);
  const region = at === -1 ? undefined : target.slice(at + 1).trim();
  if (path === '' || region === '') return undefined;
  const [, first, last] = /^L(\d{1,9})(?:-L?(\d{1,9}))?$/.exec(region ?? '') ?? [];
  if (first === undefined) return { path, region, lines };
  // Places in a file as code hosts write them.
  const numbered = { first: Number(first), last: Number(last ?? first) };
  return lines === undefined && isSound(numbered) ? { path, lines: numbered } : undefined;
}

/** `3,10`, `3-10`, `3,`, `,10` or `3`. */
function readLines(written: string): Lines | undefined {
  const [, from, dash, to] = /^\s*(\d{1,9})?\s*([,-])?\s*(\d{1,9})?\s*$/.exec(written) ?? [];
  if (from === undefined && to === undefined) return undefined;
  const first = from === undefined ? undefined : Number(from);
  const last = dash === undefined ? first : to === undefined ? undefined : Number(to);
  const lines = { first, last };
  return isSound(lines) ? lines : undefined;
}

function isSound({ first = 1, last = first }: Lines): boolean {
  return first >= 1 && last >= first;
}

/** `<<< ./file.ts#region{2,4-6 ts attributes} [label]`, as VitePress writes it. */
export interface SnippetReference extends Reference {
  readonly language?: string | undefined;
  /** What goes into the info string behind the language. */
  readonly meta: string;
}

export function readSnippet(written: string): SnippetReference | undefined {
  if (written.length > longest) return undefined;
  const [, whole = '', label] = /^(.*?)[ \t]*(\[[^\]]*\])?$/.exec(written.trim()) ?? [];
  const [, target = '', braces = ''] = /^(.*?)[ \t]*(?:\{([^{}]*)\})?$/.exec(whole) ?? [];
  const reference = withRegion(target);
  if (reference === undefined) return undefined;
  const words = braces.trim().split(/\s+/).filter(Boolean);
  const marks = /^[\d,-]+$/.test(words[0] ?? '') ? words.shift() : undefined;
  const language = /^:/.test(words[0] ?? ':') ? undefined : words.shift();
  const meta = [marks && `{${marks}}`, ...words, label].filter(Boolean).join(' ');
  return { ...reference, language, meta };
}

/** The path from the root of what a file names; `@/` is the root. Undefined: it names none. */
export function pathFrom(file: string, written: string): string | undefined {
  if (written.startsWith('@/')) return posix.normalize(written.slice(2));
  if (/^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(written)) return undefined;
  return posix.join(posix.dirname(file), written);
}

/** The language that a file is in, as the info string of a block has it. */
export function languageOfFile(path: string): string {
  const name = posix.basename(path).toLowerCase();
  if (/^(?:dockerfile|containerfile)\b/.test(name)) return 'dockerfile';
  if (/^(?:gnu)?makefile$/.test(name)) return 'makefile';
  const ending = posix.extname(name).slice(1);
  return /^[a-z0-9+-]{1,20}$/.test(ending) ? ending : 'text';
}
