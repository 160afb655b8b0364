import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { type SourceFile, type Span, spanAt } from '../model/source.ts';
import { type Fence, findFence } from './fence.ts';
import { readWithGrayMatter } from './gray-matter.ts';
import { parseJson } from './json.ts';
import type { ParsedData, Range } from './parsed-data.ts';
import { type PlainData, plainData } from './plain-data.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

/** A file's front matter as plain data, not yet validated. */
export interface RawFrontMatter {
  readonly data: PlainData;
  /** UTF-16 offset of the Markdown. */
  readonly bodyStart: number;
  /** Where a key by its path, or the nearest key above it, stands in the whole text. */
  readonly rangeOf: (path: readonly PropertyKey[]) => Range | undefined;
  /** The same as a span. */
  readonly locate: (path: readonly PropertyKey[]) => Span | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const mostBytes = 64 * 1024;
const mostBlank = 500;
const readers = { yaml: parseYaml, json: parseJson, toml: parseToml } as const;

/** Reads the front matter of a file. Broken front matter gives no data, and diagnostics. */
export function readFrontMatter(source: SourceFile): RawFrontMatter {
  const { text } = source;
  const fence = findFence(text);
  const none = { data: {}, bodyStart: 0, ...nowhere, diagnostics: [] };
  switch (fence.kind) {
    case 'none':
      return none;
    case 'problem':
      return {
        ...none,
        bodyStart: fence.bodyStart,
        diagnostics: [diagnosticAt(source, spanAt(text, fence.start, fence.end), fence)],
      };
    case 'found':
      return { ...none, bodyStart: fence.bodyStart, ...readFound(source, fence) };
  }
}

function readFound(
  source: SourceFile,
  fence: Extract<Fence, { kind: 'found' }>,
): Omit<RawFrontMatter, 'bodyStart'> {
  const { text } = source;
  const raw = text.slice(fence.start, fence.end);
  const inText = ({ start, end }: Range): Range => ({
    start: fence.start + start,
    end: fence.start + Math.min(end, raw.length),
  });
  const span = (range: Range) => spanAt(text, inText(range).start, inText(range).end);
  const problem = tooLarge(raw);
  if (problem !== undefined) {
    const first = spanAt(text, 0, text.indexOf('\n'));
    return {
      data: {},
      ...nowhere,
      diagnostics: [diagnosticAt(source, first, { code: 'frontmatter-limit', message: problem })],
    };
  }
  const parsed = readWithGrayMatter(raw, fence.language, readers[fence.language]) ?? empty;
  const diagnostics = parsed.problems.map((one) => diagnosticAt(source, span(one.range), one));
  const rangeOf = (path: readonly PropertyKey[]) => {
    const range = parsed.locate(path);
    return range === undefined ? undefined : inText(range);
  };
  const locate = (path: readonly PropertyKey[]) => {
    const range = parsed.locate(path);
    return range === undefined ? undefined : span(range);
  };
  if (diagnostics.length > 0) return { data: {}, rangeOf, locate, diagnostics };
  const { data, problems } = plainData(parsed.value ?? {});
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const at = spanAt(text, fence.start + raw.search(/\S/), fence.start + raw.trimEnd().length);
    return {
      data: {},
      rangeOf,
      locate,
      diagnostics: [
        diagnosticAt(source, at, {
          code: 'frontmatter-syntax',
          message: 'the front matter must be keys with values, such as `title: Hello`',
          hint: 'for a thematic break at the start of a page write `***`',
        }),
      ],
    };
  }
  return {
    data: data as PlainData,
    rangeOf,
    locate,
    diagnostics: problems.map((one) =>
      diagnosticAt(source, locate(one.path), {
        code: one.path.includes('__proto__') ? 'frontmatter-invalid' : 'frontmatter-limit',
        message:
          one.path.length === 0
            ? `the front matter ${one.message}`
            : `\`${one.path.join('.')}\` ${one.message}`,
      }),
    ),
  };
}

const empty: ParsedData = { value: {}, problems: [], locate: () => undefined };
const nowhere = { rangeOf: () => undefined, locate: () => undefined };

/** gray-matter looks for comments with a search that is quadratic in blank space: so that is bounded. */
function tooLarge(raw: string): string | undefined {
  if (Buffer.byteLength(raw) > mostBytes) return 'the front matter is larger than 64 KiB';
  let run = 0;
  for (const character of raw) {
    run = character.trim() === '' ? run + 1 : 0;
    if (run > mostBlank) return `the front matter has ${mostBlank} blank characters in a row`;
  }
  return undefined;
}
