import type { Diagnostic } from '../model/diagnostic.ts';
import type { Asset, Entry, RenderedBody } from '../model/page.ts';
import type { PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { SourceFile } from '../model/source.ts';
import type { Resolve } from './resolve.ts';

type Steps = ReadonlyMap<number, { readonly id: string; readonly hidden: boolean }>;

/** What other rooms do with one article; `Tree` is theirs alone. */
export interface ArticleWork<Tree> {
  parse(source: SourceFile, bodyStart: number): Tree;
  readSteps(
    tree: Tree,
    entry: Entry,
  ): {
    readonly runbook?: Runbook;
    readonly blocks: Steps;
    readonly coverage: PageCoverage;
    readonly diagnostics: readonly Diagnostic[];
  };
  render(
    tree: Tree,
    context: {
      readonly source: SourceFile;
      readonly resolve: Resolve;
      readonly steps: Steps;
      readonly prompts?: readonly string[] | undefined;
    },
  ): Promise<{ readonly rendered: RenderedBody; readonly diagnostics: readonly Diagnostic[] }>;
}

export interface Article {
  readonly rendered: RenderedBody;
  readonly runbook?: Runbook | undefined;
  /** What becomes of its shell blocks. */
  readonly coverage: PageCoverage;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes articles, and keeps them from one build to the next. */
export interface Articles {
  /** The same article as before when everything that made it is the same. */
  make(entry: Entry, resolve: Resolve): Promise<{ article: Article; reused: boolean }>;
  /** Forgets articles that are not among these ids. */
  keepOnly(ids: ReadonlySet<string>): void;
}

interface Kept {
  readonly key: string;
  /** Every question asked of the resolver, and its answer. */
  readonly answers: readonly Answer[];
  readonly article: Article;
}

interface Answer {
  readonly target: string;
  readonly kind: 'link' | 'image';
  readonly url: string;
  readonly asset?: Asset | undefined;
}

/**
 * An article depends on its source, its front matter, and on where its links lead: a kept one is
 * used when the first two are equal and every link still gets the same answer. The options of the
 * processor are those of its builder and never change.
 */
export function createArticles<Tree>(work: ArticleWork<Tree>): Articles {
  const kept = new Map<string, Kept>();
  return {
    async make(entry, resolve) {
      const key = keyOf(entry);
      const known = kept.get(entry.id);
      if (known?.key === key && known.answers.every((one) => isSame(one, resolve))) {
        return { article: known.article, reused: true };
      }
      const answers: Answer[] = [];
      const article = await makeArticle(work, entry, (target, kind) => {
        const answer = resolve(target, kind);
        answers.push({ target, kind, ...answer });
        return answer;
      });
      kept.set(entry.id, { key, answers, article });
      return { article, reused: false };
    },
    keepOnly(ids) {
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    },
  };
}

async function makeArticle<Tree>(
  work: ArticleWork<Tree>,
  entry: Entry,
  resolve: Resolve,
): Promise<Article> {
  const { source, bodyStart, frontmatter } = entry;
  const tree = work.parse(source, bodyStart);
  const { runbook, blocks, coverage, diagnostics } = work.readSteps(tree, entry);
  const prompts = frontmatter.runbook?.prompts;
  const made = await work.render(tree, { source, resolve, steps: blocks, prompts });
  return {
    rendered: made.rendered,
    runbook,
    coverage,
    diagnostics: [...diagnostics, ...made.diagnostics],
  };
}

/** `extra` is left out: it may hold anything, and no article is made of it. */
function keyOf({ source, id, collection, kind, frontmatter, bodyStart }: Entry): string {
  const { extra: _, ...known } = frontmatter;
  return JSON.stringify([source.path, source.digest, id, collection, kind, bodyStart, known]);
}

function isSame({ target, kind, url, asset }: Answer, resolve: Resolve): boolean {
  const now = resolve(target, kind);
  return (
    now.url === url &&
    now.asset?.file === asset?.file &&
    now.asset?.outputPath === asset?.outputPath
  );
}
