// The scripts are plain JavaScript; these are the shapes of what the tests use of them.

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
  readonly kind: 'page' | 'folder';
}

export interface Generator {
  readonly output: (path: string) => string;
}

interface Corpus {
  readonly shapes: Readonly<Record<'posts' | 'docs', (count: number) => Iterable<CorpusFile>>>;
}

interface Check {
  checkSite(site: string, generator: Generator, pages: readonly CorpusFile[]): void;
  checkChange(site: string, generator: Generator, page: CorpusFile, sentence: string): void;
}

export interface Run {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
}

interface Table {
  summarize(rows: readonly { readonly name: string; readonly runs: readonly Run[] }[]): readonly {
    readonly name: string;
    readonly medians: Run;
    readonly ratios?: Run;
  }[];
}

const load = async (name: string): Promise<unknown> =>
  import(new URL(`../../scripts/bench/builds/${name}.js`, import.meta.url).href);

export const corpus = (await load('corpus')) as Corpus;
export const check = (await load('check')) as Check;
export const table = (await load('table')) as Table;
