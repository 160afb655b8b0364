import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { CollectionKind, VerifyConfig } from '../../src/model/config.ts';
import { emptyFrontMatter } from '../../src/model/empty-front-matter.ts';
import { keyPlace } from '../../src/model/key-place.ts';
import type { RunbookSettings } from '../../src/model/page.ts';
import { sourceFile } from '../../src/model/source.ts';
import { type ParsedRunbook, parseRunbook } from '../../src/runbook/read/parse.ts';

export const verifyConfig: VerifyConfig = {
  engine: 'auto',
  image: 'debian:12',
  stepTimeoutMs: 10_000,
  timeoutMs: 60_000,
  limits: {
    memoryBytes: 2 ** 29,
    cpus: 1,
    pids: 256,
    openFiles: 1024,
    outputBytes: 2 ** 20,
    diskBytes: 2 ** 26,
  },
  allow: { network: ['none'], privileges: ['strict'], secrets: [], registries: [] },
  pull: 'never',
  languages: {},
  cache: { enabled: false, maxAgeMs: 1 },
};

export interface PageOptions {
  readonly kind?: CollectionKind;
  readonly settings?: Partial<RunbookSettings>;
  readonly verify?: Partial<VerifyConfig>;
  readonly id?: string;
}

/** Parses a page's Markdown as `parseRunbook` gets it from the rest of Rutter. */
export function parsePage(text: string, options: PageOptions = {}): ParsedRunbook {
  const source = sourceFile('content/runbooks/page.md', text);
  return parseRunbook({
    tree: unified().use(remarkParse).use(remarkGfm).parse(text),
    entry: {
      source,
      id: options.id ?? 'runbooks/page',
      collection: 'runbooks',
      kind: options.kind ?? 'runbook',
      frontmatter: {
        ...emptyFrontMatter,
        ...(options.settings && {
          runbook: { images: [], env: {}, services: [], secrets: [], ...options.settings },
        }),
      },
      bodyStart: 0,
      keyPlaces: options.id === 'runbooks/index' ? {} : { runbook: keyPlace(0, 1) },
    },
    title: 'A page',
    config: { verify: { ...verifyConfig, ...options.verify } },
  });
}

/** `line:column code message` of each diagnostic. */
export function told(page: ParsedRunbook): readonly string[] {
  return page.diagnostics.map(
    (one) => `${one.span?.start.line}:${one.span?.start.column} ${one.code} ${one.message}`,
  );
}
