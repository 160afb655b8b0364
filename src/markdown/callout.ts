import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent, Root } from 'mdast';

export const calloutTypes = [
  'note',
  'tip',
  'important',
  'warning',
  'caution',
  'info',
  'danger',
  'details',
] as const;
export type CalloutType = (typeof calloutTypes)[number];

export function calloutType(name: string): CalloutType | undefined {
  const wanted = name.toLowerCase();
  return calloutTypes.find((type) => type === wanted);
}

export interface CalloutInput {
  readonly type: CalloutType;
  /** The author's own title; the type's name where empty. */
  readonly title: readonly PhrasingContent[];
  readonly children: readonly (BlockContent | DefinitionContent)[];
  readonly position: Root['position'];
}

/** `<aside class="callout callout-note" aria-label="Note">`, or `<details>`, in mdast's terms. */
export function callout(input: CalloutInput): BlockContent {
  const name = input.type.charAt(0).toUpperCase() + input.type.slice(1);
  const title: Paragraph = {
    type: 'paragraph',
    data: {
      hName: input.type === 'details' ? 'summary' : 'p',
      hProperties: input.type === 'details' ? {} : { className: ['callout-title'] },
    },
    children: input.title.length > 0 ? [...input.title] : [{ type: 'text', value: name }],
  };
  const className = ['callout', `callout-${input.type}`];
  return {
    type: 'blockquote',
    ...(input.position === undefined ? {} : { position: input.position }),
    data:
      input.type === 'details'
        ? { hName: 'details', hProperties: { className } }
        : { hName: 'aside', hProperties: { className, ariaLabel: name } },
    children: [title, ...input.children],
  };
}
