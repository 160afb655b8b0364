import { createRequire } from 'node:module';
import type { Root } from 'mdast';
import { type PluggableList, type Processor, unified } from 'unified';
import remarkContainers from '../plugins/remark-containers.ts';
import { remarkGuard } from './guard.ts';

const require = createRequire(import.meta.url);

/**
 * The reference, which every other parser has to agree with: remark-parse with GFM and containers.
 * `all`: with text and leaf directives. Loads its modules.
 */
export function referenceSyntax(options: { readonly all: boolean }): PluggableList {
  const parse: typeof import('remark-parse') = require('remark-parse');
  const gfm: typeof import('remark-gfm') = require('remark-gfm');
  const directive: typeof import('remark-directive') = require('remark-directive');
  return [
    parse.default,
    gfm.default,
    [remarkContainers, { ...options, syntax: directive.default }],
    remarkGuard,
  ];
}

/** The reference for a pipeline without plugins of a site. Its modules are loaded at the first text. */
export function referenceWhenNeeded(this: Processor): void {
  let reference: Processor<Root> | undefined;
  this.parser = (_text, file) => {
    reference ??= unified()
      .use(referenceSyntax({ all: false }))
      .freeze() as unknown as Processor<Root>;
    return reference.parse(file);
  };
}
