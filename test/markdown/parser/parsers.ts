import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { withOwnBlocks } from '../../../src/markdown/own-blocks.ts';
import { chooseParser } from '../../../src/markdown/parser/choose.ts';
import { createMarkdown } from '../../../src/markdown/processor.ts';
import { sourceFile } from '../../../src/model/source.ts';
import { htmlOf, plainOptions } from '../rendering.ts';

/** Reads everything, text and leaf directives among it. */
const seeing = { ...plainOptions, remarkPlugins: [() => undefined] };

const reference = {
  plain: createMarkdown({ ...plainOptions, parser: 'remark' }),
  directives: createMarkdown({ ...seeing, parser: 'remark' }),
};
const native = {
  plain: createMarkdown({ ...plainOptions, parser: 'native' }),
  directives: createMarkdown({ ...seeing, parser: 'native' }),
};

/** `plain`: as for a site without plugins. `directives`: text and leaf directives are read, too. */
export type Syntax = keyof typeof reference;

export function referenceTree(text: string, syntax: Syntax = 'plain'): Root {
  return reference[syntax].parse(sourceFile('page.md', text), 0);
}

export function nativeTree(text: string, syntax: Syntax = 'plain'): Root {
  return native[syntax].parse(sourceFile('page.md', text), 0);
}

/** What `auto` makes of a text without the reference; undefined where it leaves it to that. */
export function autoTree(text: string, syntax: Syntax = 'plain'): Root | undefined {
  let isLeft = false;
  const parse = chooseParser({
    choice: 'auto',
    reference: () => {
      isLeft = true;
      return { type: 'root', children: [] };
    },
    extended: false,
    directives: syntax === 'directives',
  });
  const tree = withOwnBlocks(parse, { definitionLists: true, callouts: {} })(new VFile(text));
  return isLeft ? undefined : tree;
}

/** The page that the pipeline makes of a tree. */
export async function htmlFrom(tree: Root, text: string): Promise<string> {
  const { rendered } = await reference.plain.render(tree, {
    source: sourceFile('page.md', text),
    resolve: (url) => ({ url }),
    steps: new Map(),
  });
  return htmlOf(rendered.body);
}
