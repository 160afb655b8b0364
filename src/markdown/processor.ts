import type { Root } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import type { PluggableList, Processor } from 'unified';
import type { ParserChoice } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { defaultLimits, type MarkdownLimits } from '../model/limits.ts';
import type { RenderedBody } from '../model/page.ts';
import type { Profile } from '../model/profile.ts';
import type { SourceFile } from '../model/source.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RenderContext } from './page-state.ts';
import { parseBody } from './parse.ts';
import { chooseParser } from './parser/choose.ts';
import { referenceSyntax, referenceWhenNeeded } from './parser/reference.ts';
import { sameSyntax, syntaxOf } from './parser/syntax.ts';
import rehypeCode from './plugins/rehype-code.ts';
import rehypeConfineIds from './plugins/rehype-confine-ids.ts';
import rehypeExternalLinks from './plugins/rehype-external-links.ts';
import rehypeHeadings from './plugins/rehype-headings.ts';
import rehypeHtml from './plugins/rehype-html.ts';
import rehypeImages from './plugins/rehype-images.ts';
import rehypeOutline from './plugins/rehype-outline.ts';
import rehypeRawHtml from './plugins/rehype-raw-html.ts';
import rehypeRawLinks from './plugins/rehype-raw-links.ts';
import rehypeSteps from './plugins/rehype-steps.ts';
import rehypeTables from './plugins/rehype-tables.ts';
import rehypeTaskLists from './plugins/rehype-task-lists.ts';
import remarkAlerts from './plugins/remark-alerts.ts';
import remarkCallouts from './plugins/remark-callouts.ts';
import remarkComments from './plugins/remark-comments.ts';
import remarkKinds from './plugins/remark-kinds.ts';
import remarkLinks from './plugins/remark-links.ts';
import remarkLookalikes from './plugins/remark-lookalikes.ts';
import remarkToHast from './plugins/remark-to-hast.ts';
import remarkUnknownDirectives from './plugins/remark-unknown-directives.ts';
import { renderBody } from './render.ts';
import { sanitizeSchema } from './sanitize-schema.ts';
import { clocked, newProcessor } from './timed.ts';
import { userPlugins } from './user-plugins.ts';

export type { RenderContext } from './page-state.ts';

export interface MarkdownOptions {
  /** Default: `auto`. */
  readonly parser?: ParserChoice | undefined;
  /** For untrusted content: nothing is left of raw HTML that could run. */
  readonly sanitize: boolean;
  /** Default: `defaultLimits`. */
  readonly limits?: MarkdownLimits | undefined;
  /** unified's own plugins: a function, or `[function, ...options]`. */
  readonly remarkPlugins: readonly unknown[];
  readonly rehypePlugins: readonly unknown[];
}

/** One for all pages of a build. It keeps grammars and highlighted blocks, and nothing of a page. */
export interface Markdown {
  /** Changes with all that makes HTML of a page but the page: parser, plugins, options, packages. */
  readonly fingerprint: string;
  /** mdast of the text from `bodyStart` on, with the positions of the whole source. Never throws. */
  parse(source: SourceFile, bodyStart: number): Root;
  /** HTML of a parsed page and what it holds. The tree is used up. */
  render(
    tree: Root,
    context: RenderContext,
  ): Promise<{ readonly rendered: RenderedBody; readonly diagnostics: readonly Diagnostic[] }>;
}

/**
 * @throws UserError for a plugin of the configuration that is none or cannot be set up, and where the
 * native parser is wanted and cannot be had.
 * @param profile is told how long the parser and each plugin takes.
 */
export function createMarkdown(
  options: MarkdownOptions,
  profile?: Pick<Profile, 'plugin'>,
): Markdown {
  const { parser: choice = 'auto', limits = defaultLimits, remarkPlugins, rehypePlugins } = options;
  const extensible = remarkPlugins.length + rehypePlugins.length > 0;
  const directives = remarkPlugins.length > 0;
  let ours: readonly unknown[] = [];
  const processor = pipeline(newProcessor(profile), { ...options, limits }, [
    ...(extensible ? referenceSyntax({ all: directives }) : [referenceWhenNeeded]),
    function (this: Processor) {
      ours = syntaxOf(this);
    },
  ]).freeze();
  const parse = chooseParser({
    choice,
    reference: (file) => processor.parse(file) as Root,
    extended: !sameSyntax(ours, syntaxOf(processor as unknown as Processor)),
    directives,
  });
  let fingerprint: string | undefined;
  return {
    get fingerprint() {
      fingerprint ??= fingerprintOf({ ...options, limits, parser: choice, packages });
      return fingerprint;
    },
    parse: clocked(
      (source, bodyStart) => parseBody(source, bodyStart, { parse, limits }),
      'parse',
      profile,
    ),
    render: (tree, context) => renderBody(processor, tree, context, limits),
  };
}

/** What the entries below come from. */
const packages = [
  'github-slugger',
  'mdast-util-to-string',
  'refractor',
  'rehype-raw',
  'rehype-sanitize',
  'rehype-stringify',
  'remark-directive',
  'remark-gfm',
  'remark-parse',
  'remark-rehype',
  'satteri',
  'unified',
];

/** Everything that happens to a page, in its order. */
function pipeline(
  processor: Processor,
  options: MarkdownOptions & { readonly limits: MarkdownLimits },
  syntax: PluggableList,
) {
  return (
    processor
      // Text to mdast: the reference; `parse` above may go past it.
      .use(syntax)
      // mdast: the site's plugins see the page as it was written.
      .use(userPlugins('remarkPlugins', options.remarkPlugins))
      .use(remarkKinds)
      .use(remarkUnknownDirectives)
      .use(remarkCallouts)
      .use(remarkAlerts)
      .use(remarkLookalikes)
      .use(remarkComments)
      .use(remarkLinks)
      // mdast to hast.
      .use(remarkToHast)
      .use(rehypeRawHtml, options.limits)
      .use(rehypeRawLinks)
      .use(options.sanitize ? [rehypeConfineIds] : [])
      .use(rehypeHeadings)
      .use(rehypeCode)
      .use(rehypeTables)
      .use(rehypeTaskLists)
      .use(rehypeImages)
      .use(rehypeExternalLinks)
      // hast: the site's plugins see the finished page.
      .use(userPlugins('rehypePlugins', options.rehypePlugins))
      .use(rehypeSteps)
      .use(options.sanitize ? [[rehypeSanitize, sanitizeSchema]] : [])
      // From here on the tree is only read.
      .use(rehypeOutline)
      .use(rehypeHtml)
  );
}
