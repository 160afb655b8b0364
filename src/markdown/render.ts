import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import type { Processor } from 'unified';
import { VFile } from 'vfile';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { MarkdownLimits } from '../model/limits.ts';
import type { RenderedBody } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { deepPlace, TooDeep } from './depth.ts';
import { refusal } from './limits.ts';
import { messageDiagnostic } from './messages.ts';
import { newPageState, type PageState, type RenderContext } from './page-state.ts';
import { splitBody } from './split-body.ts';
import { PluginFailure } from './user-plugins.ts';

interface Rendered {
  readonly rendered: RenderedBody;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs a parsed page through the pipeline, which takes the tree apart. What the page or a plugin does
 * wrong is a diagnostic.
 */
export async function renderBody(
  processor: Pick<Processor<Root, Root, HastRoot, HastRoot, string>, 'run' | 'stringify'>,
  tree: Root,
  context: RenderContext,
  limits: MarkdownLimits,
): Promise<Rendered> {
  const { source } = context;
  const state = newPageState(context);
  if (tree.data?.unread !== undefined) return empty(state, tree.data.unread);
  // What the parser has read, where that is not the page to the letter: see `own-blocks.ts`.
  const value = tree.data?.ownBlocks?.text ?? source.text;
  const file = new VFile({ path: source.path, value, data: { rutter: state } });
  try {
    const hast = await processor.run(tree, file);
    const { html, anchors } = withFinished(processor.stringify(hast, file), state.finished);
    return {
      rendered: {
        body: splitBody(html),
        headings: state.headings,
        links: state.links,
        assets: state.assets,
        ...(state.variants.size === 0 ? {} : { images: [...state.variants.values()].flat() }),
        ...(state.needs.size === 0 ? {} : { needs: [...state.needs].sort() }),
        anchors: [...state.anchors, ...anchors],
        leadingHeading: state.leadingHeading,
        titleAnchor: state.titleAnchor,
        excerpt: state.excerpt,
        summary: state.summary,
        words: state.words,
      },
      diagnostics: [...state.diagnostics, ...told(file, source)],
    };
  } catch (error) {
    const cause = error instanceof PluginFailure ? error.cause : error;
    // `file.fail` of a plugin leaves its message on the file, too.
    return file.messages.some((message) => message === cause)
      ? empty(state, ...told(file, source))
      : empty(state, ...told(file, source), failure(error, source, limits));
  }
}

/** The HTML of shortcodes at its place, and the ids in it. */
function withFinished(
  html: string,
  finished: readonly string[],
): { readonly html: string; readonly anchors: readonly string[] } {
  if (finished.length === 0) return { html, anchors: [] };
  const whole = html.replaceAll(/\0html:(\d+)\0/g, (_, index: string) => finished[+index] ?? '');
  const ids = finished.flatMap((piece) =>
    [...piece.matchAll(/<[^<>]*?\sid="([^"]+)"/g)].map(([, id = '']) => id),
  );
  return { html: whole, anchors: [...new Set(ids)] };
}

function told(file: VFile, source: SourceFile): Diagnostic[] {
  return file.messages.map((message) => messageDiagnostic(source, message));
}

function failure(error: unknown, source: SourceFile, limits: MarkdownLimits): Diagnostic {
  if (error instanceof TooDeep) return deepPlace(source, error, limits.nesting);
  const refused = refusal(source, error, limits);
  if (refused !== undefined) return refused;
  if (!(error instanceof PluginFailure)) throw error;
  return diagnosticAt(source, undefined, {
    code: 'markdown-plugin',
    message: `the plugin \`${error.plugin}\` failed: ${error.message}`,
    hint: 'it is one of the plugins of `markdown` in the configuration',
  });
}

function empty(state: PageState, ...problems: readonly Diagnostic[]): Rendered {
  return {
    rendered: {
      body: [],
      headings: [],
      links: [],
      assets: [],
      anchors: [],
      excerpt: '',
      summary: '',
      words: 0,
    },
    diagnostics: [...state.diagnostics, ...problems],
  };
}
