import type { Root } from 'mdast';
import {
  createMarkdown,
  type MarkdownOptions,
  type RenderContext,
} from '../../src/markdown/processor.ts';
import type { BodyPart } from '../../src/model/page.ts';
import { sourceFile } from '../../src/model/source.ts';

export const plainOptions: MarkdownOptions = {
  sanitize: false,
  remarkPlugins: [],
  rehypePlugins: [],
};
const trusting = createMarkdown(plainOptions);
const sanitizing = createMarkdown({ ...plainOptions, sanitize: true });

export interface Wishes {
  readonly sanitize?: boolean;
  readonly options?: Partial<MarkdownOptions>;
  readonly bodyStart?: number;
  readonly steps?: (tree: Root) => RenderContext['steps'];
  readonly prompts?: readonly string[];
  readonly language?: string;
  readonly mermaid?: string;
  readonly resolve?: RenderContext['resolve'];
}

/** Renders a text as a page. */
export async function render(text: string, wishes: Wishes = {}) {
  const markdown =
    wishes.options === undefined
      ? wishes.sanitize
        ? sanitizing
        : trusting
      : createMarkdown({ ...plainOptions, ...wishes.options });
  const source = sourceFile('content/page.md', text);
  const tree = markdown.parse(source, wishes.bodyStart ?? 0);
  const { rendered, diagnostics } = await markdown.render(tree, {
    source,
    resolve: wishes.resolve ?? ((target) => ({ url: target })),
    steps: wishes.steps?.(tree) ?? new Map(),
    prompts: wishes.prompts,
    language: wishes.language,
    mermaid: wishes.mermaid,
  });
  return { ...rendered, html: htmlOf(rendered.body), diagnostics, tree, source };
}

export function htmlOf(body: readonly BodyPart[]): string {
  return body.map((part) => (typeof part === 'string' ? part : part.html)).join('');
}

/** Every fenced block is a step. */
export function everyBlock(tree: Root): RenderContext['steps'] {
  const steps = new Map<number, { id: string; hidden: boolean }>();
  const visit = (node: Root | Root['children'][number]): void => {
    const offset = node.position?.start.offset;
    if (node.type === 'code' && offset !== undefined) {
      steps.set(offset, { id: `step-${steps.size + 1}`, hidden: node.meta === 'hidden' });
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return steps;
}
