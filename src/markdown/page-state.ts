import type { ElementContent } from 'hast';
import type { Nodes } from 'mdast';
import type { VFile } from 'vfile';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileReader } from '../model/file-read.ts';
import type { ImageVariant, SeeImage } from '../model/image.ts';
import type { Asset, Heading, LinkReference } from '../model/page.ts';
import type { ShortcodePage, Shortcodes } from '../model/shortcode.ts';
import type { SourceFile } from '../model/source.ts';
import type { FindVariables } from './code/variables.ts';

export interface RenderContext extends Partial<FileReader> {
  readonly source: SourceFile;
  /** Turns what an author wrote into what the page links to. */
  resolve(target: string, kind: 'link' | 'image'): { readonly url: string; readonly asset?: Asset };
  /** Blocks that are steps, by the offset where their mdast node starts. A hidden one leaves nothing. */
  readonly steps: ReadonlyMap<
    number,
    { readonly id: string; readonly hidden: boolean; readonly variables?: FindVariables }
  >;
  /** Of the page, a BCP 47 tag; `en` where nothing is said. */
  readonly language?: string | undefined;
  /** None: `::name` is text. */
  readonly shortcodes?: Shortcodes | undefined;
  /** What shortcodes see of the page. */
  readonly page?: Pick<ShortcodePage, 'id' | 'collection' | 'title'> | undefined;
  /** Looks at an image that the page shows; absent where nothing is known of files. */
  readonly image?: SeeImage | undefined;
  /** The version of Mermaid that the site has for the browsers of its readers. */
  readonly mermaid?: string | undefined;
  /** What the prompt of console blocks may be beside `$`. */
  readonly prompts?: readonly string[] | undefined;
}

/** What the plugins find out about one page while it passes through them. */
export interface PageState {
  readonly context: RenderContext;
  readonly diagnostics: Diagnostic[];
  readonly links: LinkReference[];
  readonly assets: Asset[];
  readonly headings: Heading[];
  /** Types of the mdast nodes that the page had when the site's plugins had seen it. */
  readonly kinds: Set<Nodes['type']>;
  /** What the theme has to give the page beside its ordinary style and script. */
  readonly needs: Set<string>;
  /** What stands behind the marks of `rehype-made.ts`. */
  readonly made: ElementContent[][];
  /** HTML of shortcodes, by the numbers of its marks. */
  readonly finished: string[];
  /** The asset that a URL of the page stands for. */
  readonly assetOf: Map<string, Asset>;
  /** What images have beside them, by the URL of the image. */
  readonly variants: Map<string, readonly ImageVariant[]>;
  hasFormulas: boolean;
  leadingHeading: string | undefined;
  titleAnchor: string | undefined;
  anchors: readonly string[];
  excerpt: string;
  summary: string;
  words: number;
}

declare module 'vfile' {
  interface DataMap {
    rutter: PageState;
  }
}

export function newPageState(context: RenderContext): PageState {
  return {
    context,
    diagnostics: [],
    links: [],
    assets: [],
    headings: [],
    kinds: new Set(),
    needs: new Set(),
    made: [],
    finished: [],
    assetOf: new Map(),
    variants: new Map(),
    hasFormulas: false,
    leadingHeading: undefined,
    titleAnchor: undefined,
    anchors: [],
    excerpt: '',
    summary: '',
    words: 0,
  };
}

export function pageState(file: VFile): PageState {
  const state = file.data.rutter;
  if (state === undefined) throw new Error('the file has not been given to `render`');
  return state;
}
