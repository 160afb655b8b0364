import { createRequire } from 'node:module';
import type { Root } from 'mdast';
import { type PluggableList, type Processor, unified } from 'unified';
import remarkContainers from '../plugins/remark-containers.ts';
import { remarkDollars } from './dollars.ts';
import { remarkGuard } from './guard.ts';

const require = createRequire(import.meta.url);

export interface ReferenceOptions {
  /** With text and leaf directives. */
  readonly all: boolean;
  /** With formulas between dollars. */
  readonly dollars: boolean;
}

/**
 * The reference, which every other parser has to agree with: remark-parse with GFM and containers.
 * Loads its modules.
 */
export function referenceSyntax(options: ReferenceOptions): PluggableList {
  const parse: typeof import('remark-parse') = require('remark-parse');
  const gfm: typeof import('remark-gfm') = require('remark-gfm');
  const directive: typeof import('remark-directive') = require('remark-directive');
  return [
    parse.default,
    gfm.default,
    [remarkContainers, { all: options.all, syntax: directive.default }],
    ...(options.dollars ? [remarkDollars] : []),
    remarkGuard,
  ];
}

/** The reference for a pipeline without plugins of a site. Its modules are loaded at the first text. */
export function referenceWhenNeeded({ dollars }: Pick<ReferenceOptions, 'dollars'>) {
  return function referenceParser(this: Processor): void {
    let reference: Processor<Root> | undefined;
    this.parser = (_text, file) => {
      reference ??= unified()
        .use(referenceSyntax({ all: false, dollars }))
        .freeze() as unknown as Processor<Root>;
      return reference.parse(file);
    };
  };
}
