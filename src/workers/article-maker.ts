import { filesBeside } from '../content/files-beside.ts';
import { siteMermaid } from '../content/site-mermaid.ts';
import { imageSeer } from '../images/see.ts';
import { firstHeading } from '../markdown/heading-marks.ts';
import { plainCopy } from '../markdown/plain-copy.ts';
import { createMarkdown, type RenderContext } from '../markdown/processor.ts';
import type { Article } from '../model/article.ts';
import type { Config } from '../model/config.ts';
import { splitId } from '../model/locale.ts';
import type { Entry } from '../model/page.ts';
import type { Profile } from '../model/profile.ts';
import { titleOf } from '../model/title.ts';
import { coverageOf } from '../runbook/coverage.ts';
import { parseRunbook } from '../runbook/read/parse.ts';
import { openShortcodes } from '../shortcodes/open.ts';
import type { Resolve } from '../site/resolve.ts';
import type { Store } from '../store/store.ts';
import { textBytes } from './article-text.ts';

export type MakeArticle = (entry: Entry, resolve: Resolve) => Promise<Article>;

/**
 * Makes the articles of a site; their texts go to the store.
 * @throws UserError for plugins that cannot be set up.
 */
export function createArticleMaker(
  config: Pick<
    Config,
    | 'llms'
    | 'markdown'
    | 'verify'
    | 'root'
    | 'outDir'
    | 'stateDir'
    | 'site'
    | 'locales'
    | 'theme'
    | 'dataDir'
    | 'shortcodesDir'
    | 'contentDir'
    | 'publicDir'
  >,
  store: Store,
  profile?: Profile,
): MakeArticle {
  const markdown = createMarkdown(config.markdown, profile);
  const files = filesBeside(config);
  // Whoever is not trusted must not publish the site's code by including it.
  const content = config.markdown.sanitize ? filesBeside(config, config.contentDir) : undefined;
  const mermaid = siteMermaid(config)?.version;
  const shortcodes = openShortcodes(config);
  return async (entry, resolve) => {
    const { id, collection, bodyStart, frontmatter } = entry;
    const beside = files.reader();
    const { readFile, readBytes } = beside;
    const parts = content?.reader();
    const { source, tree, ...included } = markdown.read(
      entry.source,
      bodyStart,
      (parts ?? beside).readFile,
    );
    const title = titleOf(entry, firstHeading(tree, source.text));
    const page = { ...entry, source };
    const { runbook, blocks, diagnostics } = parseRunbook({ tree, entry: page, title, config });
    const coverage = coverageOf({ tree, source, runbook });
    const prompts = frontmatter.runbook?.prompts;
    const copy =
      config.llms && frontmatter.llms
        ? plainCopy(tree, source, bodyStart, hiddenOf(blocks))
        : undefined;
    const language = languageOf(entry, config);
    const context = {
      source,
      resolve,
      language,
      steps: blocks,
      prompts,
      readFile,
      readBytes,
      image: imageSeer(config, beside),
      mermaid,
      shortcodes,
      page: { id, collection, title },
    };
    const made = await markdown.render(tree, context);
    const reads = [...beside.reads, ...(parts?.reads ?? [])];
    const { body, headings, ...rendered } = made.rendered;
    const { source: _, ...known } = runbook ?? { source };
    return {
      ...rendered,
      text: store.put(textBytes({ body, headings, markdown: copy?.finish(rendered.links) ?? '' })),
      steps: body.flatMap((part) => (typeof part === 'string' ? [] : [part.step])),
      ...(runbook === undefined ? {} : { runbook: known as Article['runbook'] }),
      coverage,
      ...(reads.length === 0 ? {} : { reads }),
      ...(source.text.includes('::') ? { callsShortcodes: true } : {}),
      diagnostics: [...included.diagnostics, ...diagnostics, ...made.diagnostics],
    };
  };
}

/** That of the text: a page that is not translated is in the default language. */
function languageOf(
  { id, fallbackOf }: Entry,
  { site, locales }: Pick<Config, 'site' | 'locales'>,
): string {
  return splitId(fallbackOf ?? id, locales).tag ?? site.language;
}

function hiddenOf(blocks: RenderContext['steps']): ReadonlySet<number> {
  return new Set([...blocks].flatMap(([offset, { hidden }]) => (hidden ? [offset] : [])));
}
