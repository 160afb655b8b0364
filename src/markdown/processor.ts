import type { Root } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import type { PluggableList, Processor } from 'unified';
import type { ParserChoice } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileReader } from '../model/file-read.ts';
import { defaultLimits, type MarkdownLimits } from '../model/limits.ts';
import { type CodeDefaults, defaultCode } from '../model/markdown-code.ts';
import { defaultMedia, type MarkdownMedia } from '../model/markdown-media.ts';
import { defaultSyntax, type MarkdownSyntax } from '../model/markdown-syntax.ts';
import type { RenderedBody } from '../model/page.ts';
import type { Profile } from '../model/profile.ts';
import type { SourceFile } from '../model/source.ts';
import { fingerprintOf } from './fingerprint.ts';
import { expand } from './include/expand.ts';
import { withOwnBlocks } from './own-blocks.ts';
import type { RenderContext } from './page-state.ts';
import { parseBody } from './parse.ts';
import { chooseParser } from './parser/choose.ts';
import { referenceSyntax, referenceWhenNeeded } from './parser/reference.ts';
import { sameSyntax, syntaxOf } from './parser/syntax.ts';
import rehypeCode, { type CodeOptions } from './plugins/rehype-code.ts';
import rehypeConfineIds from './plugins/rehype-confine-ids.ts';
import rehypeDiagrams from './plugins/rehype-diagrams.ts';
import rehypeExternalLinks from './plugins/rehype-external-links.ts';
import rehypeHeadings from './plugins/rehype-headings.ts';
import rehypeHtml from './plugins/rehype-html.ts';
import rehypeImages from './plugins/rehype-images.ts';
import rehypeMade from './plugins/rehype-made.ts';
import rehypeMaths from './plugins/rehype-maths.ts';
import rehypeMedia from './plugins/rehype-media.ts';
import rehypeOutline from './plugins/rehype-outline.ts';
import rehypePictures from './plugins/rehype-pictures.ts';
import rehypeRawHtml from './plugins/rehype-raw-html.ts';
import rehypeRawLinks from './plugins/rehype-raw-links.ts';
import rehypeSteps from './plugins/rehype-steps.ts';
import rehypeTables from './plugins/rehype-tables.ts';
import rehypeTaskLists from './plugins/rehype-task-lists.ts';
import remarkAbbreviations from './plugins/remark-abbreviations.ts';
import remarkAlerts from './plugins/remark-alerts.ts';
import remarkCallouts from './plugins/remark-callouts.ts';
import remarkCodeGroups from './plugins/remark-code-groups.ts';
import remarkCodeNotes from './plugins/remark-code-notes.ts';
import remarkComments from './plugins/remark-comments.ts';
import remarkDefinitionLists from './plugins/remark-definition-lists.ts';
import remarkElsewhere from './plugins/remark-elsewhere.ts';
import remarkEmbeds from './plugins/remark-embeds.ts';
import remarkEmoji from './plugins/remark-emoji.ts';
import remarkHeadingIds from './plugins/remark-heading-ids.ts';
import remarkKeys from './plugins/remark-keys.ts';
import remarkKinds from './plugins/remark-kinds.ts';
import remarkLinks from './plugins/remark-links.ts';
import remarkLookalikes from './plugins/remark-lookalikes.ts';
import remarkMark from './plugins/remark-mark.ts';
import remarkScripts from './plugins/remark-scripts.ts';
import remarkShortcodes from './plugins/remark-shortcodes.ts';
import remarkSlugTexts from './plugins/remark-slug-texts.ts';
import remarkTableCaptions from './plugins/remark-table-captions.ts';
import remarkTabs from './plugins/remark-tabs.ts';
import remarkToHast from './plugins/remark-to-hast.ts';
import remarkTypography from './plugins/remark-typography.ts';
import remarkUnknownDirectives from './plugins/remark-unknown-directives.ts';
import { renderBody } from './render.ts';
import { sanitizeSchema } from './sanitize-schema.ts';
import { clocked, newProcessor } from './timed.ts';
import { userPlugins } from './user-plugins.ts';

export type { RenderContext } from './page-state.ts';

export interface MarkdownOptions extends Partial<MarkdownSyntax>, Partial<MarkdownMedia> {
  /** Default: `auto`. */
  readonly parser?: ParserChoice | undefined;
  /** For untrusted content: nothing is left of raw HTML that could run. */
  readonly sanitize: boolean;
  /** Default: `defaultCode`. */
  readonly code?: CodeDefaults | undefined;
  /** Words of an excerpt; default: 0, the first paragraph. */
  readonly excerpt?: number | undefined;
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
  /** The page with what it includes, and the mdast of that: see `expand`. Never throws. */
  read(source: SourceFile, bodyStart: number, readFile: FileReader['readFile']): ReadPage;
  /** HTML of a parsed page and what it holds. The tree is used up. */
  render(
    tree: Root,
    context: RenderContext,
  ): Promise<{ readonly rendered: RenderedBody; readonly diagnostics: readonly Diagnostic[] }>;
}

export interface ReadPage {
  /** To be used in the place of the page's own source. */
  readonly source: SourceFile;
  readonly tree: Root;
  readonly diagnostics: readonly Diagnostic[];
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
  const dollars = options.math ?? defaultMedia.math;
  let ours: readonly unknown[] = [];
  const processor = pipeline(newProcessor(profile), { ...options, limits }, [
    ...(extensible
      ? referenceSyntax({ all: directives, dollars })
      : [referenceWhenNeeded({ dollars })]),
    function (this: Processor) {
      ours = syntaxOf(this);
    },
  ]).freeze();
  const parse = withOwnBlocks(
    chooseParser({
      choice,
      reference: (file) => processor.parse(file) as Root,
      extended: !sameSyntax(ours, syntaxOf(processor as unknown as Processor)),
      directives,
      dollars,
    }),
    { ...defaultSyntax, ...options },
  );
  const parseStretch = (source: SourceFile, from: number, to?: number): Root =>
    parseBody(source, from, { parse, limits }, to);
  const parsePage = clocked(
    (source: SourceFile, bodyStart: number) => parseStretch(source, bodyStart),
    'parse',
    profile,
  );
  let fingerprint: string | undefined;
  return {
    get fingerprint() {
      fingerprint ??= fingerprintOf({ ...options, limits, parser: choice, packages });
      return fingerprint;
    },
    parse: parsePage,
    read(page, bodyStart, readFile) {
      const options = { parse: parseStretch, readFile, mostText: limits.pageBytes };
      const { source, tree, diagnostics } = expand(page, bodyStart, options);
      return { source, tree: tree ?? parsePage(source, bodyStart), diagnostics };
    },
    render: (tree, context) => renderBody(processor, tree, context, limits),
  };
}

/** What the entries below come from. */
const packages = [
  '@viz-js/viz',
  'beautiful-mermaid',
  'gemoji',
  'github-slugger',
  'image-size',
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
  'temml',
  'unified',
];

/** Everything that happens to a page, in its order. */
function pipeline(
  processor: Processor,
  options: MarkdownOptions & { readonly limits: MarkdownLimits },
  syntax: PluggableList,
) {
  const wanted: MarkdownSyntax = { ...defaultSyntax, ...options };
  return (
    processor
      // Text to mdast: the reference; `parse` above may go past it.
      .use(syntax)
      // mdast: the site's plugins see the page as it was written.
      .use(userPlugins('remarkPlugins', options.remarkPlugins))
      .use(remarkKinds)
      .use(remarkHeadingIds)
      .use(remarkCodeGroups)
      .use(remarkCodeNotes)
      .use(remarkEmbeds)
      .use(remarkTabs)
      .use(remarkShortcodes)
      .use(remarkUnknownDirectives)
      .use(remarkDefinitionLists)
      .use(remarkTableCaptions)
      .use(remarkCallouts, wanted)
      .use(remarkAlerts, wanted)
      .use(wanted.mark ? [remarkMark] : [])
      .use(wanted.keys ? [remarkKeys] : [])
      .use(remarkScripts, wanted)
      .use(remarkAbbreviations, wanted.abbreviations)
      .use(wanted.emoji || wanted.typography ? [remarkSlugTexts] : [])
      .use(wanted.emoji ? [remarkEmoji] : [])
      .use(wanted.typography ? [remarkTypography] : [])
      .use(remarkLookalikes, wanted)
      .use(remarkElsewhere)
      .use(remarkComments)
      .use(remarkLinks)
      // mdast to hast.
      .use(remarkToHast)
      .use(rehypeRawHtml, options.limits)
      .use(rehypeRawLinks)
      .use(rehypeMedia)
      .use(options.sanitize ? [rehypeConfineIds] : [])
      .use(rehypeMaths)
      .use(rehypeHeadings, { sanitize: options.sanitize })
      .use(rehypeDiagrams, { diagrams: options.diagrams ?? defaultMedia.diagrams })
      .use(rehypeCode, codeOptions(options))
      .use(rehypeTables)
      .use(rehypeTaskLists)
      .use(rehypeImages, { ...defaultMedia.images, ...options.images })
      .use(rehypeExternalLinks)
      // hast: the site's plugins see the finished page.
      .use(userPlugins('rehypePlugins', options.rehypePlugins))
      .use(rehypeSteps)
      .use(options.sanitize ? [[rehypeSanitize, sanitizeSchema]] : [])
      .use(rehypePictures, { ...defaultMedia.images, ...options.images })
      .use(rehypeMade)
      // From here on the tree is only read.
      .use(rehypeOutline, options.excerpt)
      .use(rehypeHtml)
  );
}

function codeOptions(options: MarkdownOptions): CodeOptions {
  const extensible = options.remarkPlugins.length + options.rehypePlugins.length > 0;
  return { ...defaultCode, ...options.code, extensible };
}
