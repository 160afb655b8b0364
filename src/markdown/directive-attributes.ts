import type { Nodes } from 'mdast';
import { diagnosticAt } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { mayTell } from './lookalike.ts';
import type { PageState } from './page-state.ts';
import { spanOf } from './spans.ts';

type Directive = Extract<Nodes, { type: 'containerDirective' | 'leafDirective' | 'textDirective' }>;

/** The `{…}` of a directive; a word without a value has ''. */
export function attributesOf(node: Directive): ReadonlyMap<string, string> {
  return new Map(Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? '']));
}

const colons = { containerDirective: ':::', leafDirective: '::', textDirective: ':' } as const;

/** Tells of an attribute that means nothing, or of what is wrong with one that does. */
export function tellOfAttribute(
  state: PageState,
  node: Directive,
  name: string,
  known: readonly string[],
): void {
  const near = nearest(name, known);
  tell(state, node, {
    message: `\`${written(node)}\` has no attribute \`${name}\``,
    hint: near === undefined ? `it has ${known.join(', ')}` : `did you mean \`${near}\`?`,
  });
}

function written(node: Directive): string {
  return `${colons[node.type]}${node.name}`;
}

function tell(
  { context, diagnostics }: PageState,
  node: Directive,
  said: { readonly message: string; readonly hint: string },
): void {
  if (!mayTell({ diagnostics })) return;
  const span = spanOf(node);
  diagnostics.push(
    diagnosticAt(context.source, span === undefined ? undefined : { ...span, end: span.start }, {
      code: 'markdown-attribute',
      severity: 'warning',
      ...said,
    }),
  );
}
