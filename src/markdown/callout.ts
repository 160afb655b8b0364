import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent, Root } from 'mdast';
import type { CalloutColor, MarkdownSyntax } from '../model/markdown-syntax.ts';
import { calloutTypes } from './callout-types.ts';
import { inlineElement } from './inline.ts';
import { phrasesOf } from './phrases.ts';

/** What a page's callouts are drawn with: what the site says of them, and the page's language. */
export interface CalloutWords {
  readonly callouts: MarkdownSyntax['callouts'];
  readonly language: string | undefined;
}

export interface CalloutKind {
  readonly name: string;
  readonly title: string;
  readonly icon: string | undefined;
  readonly color: CalloutColor | undefined;
}

/** The kind of a name, in whatever case: GitHub writes `[!NOTE]`. */
export function calloutKind(name: string, words: CalloutWords): CalloutKind | undefined {
  const wanted = name.toLowerCase();
  const own = Object.hasOwn(words.callouts, wanted) ? words.callouts[wanted] : undefined;
  const builtIn = calloutTypes.find((type) => type === wanted);
  if (own === undefined && builtIn === undefined) return undefined;
  const title = builtIn === undefined ? capital(wanted) : phrasesOf(words.language)[builtIn];
  return { name: wanted, title: own?.title ?? title, icon: own?.icon, color: own?.color };
}

export function calloutNames({ callouts }: Pick<CalloutWords, 'callouts'>): readonly string[] {
  return [...new Set([...calloutTypes, ...Object.keys(callouts)])];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

export interface CalloutInput {
  readonly kind: CalloutKind;
  /** The author's own title; the kind's where empty. */
  readonly title: readonly PhrasingContent[];
  readonly children: readonly (BlockContent | DefinitionContent)[];
  readonly position: Root['position'];
  /** It can be folded, and is open or closed at first. */
  readonly folds?: 'open' | 'closed' | undefined;
  readonly id?: string | undefined;
  readonly classes?: readonly string[] | undefined;
}

/** `<aside class="callout callout-note" aria-label="Note">`, or `<details>`, in mdast's terms. */
export function callout(input: CalloutInput): BlockContent {
  const { kind, title, children, folds } = input;
  const name: PhrasingContent[] =
    title.length > 0 ? [...title] : [{ type: 'text', value: kind.title }];
  const icon: PhrasingContent[] =
    kind.icon === undefined
      ? []
      : [
          inlineElement('span', [{ type: 'text', value: kind.icon }], {
            className: ['callout-icon'],
            ariaHidden: 'true',
          }),
          { type: 'text', value: ' ' },
        ];
  const head: Paragraph = {
    type: 'paragraph',
    data: {
      hName: folds === undefined ? 'p' : 'summary',
      hProperties: folds === undefined ? { className: ['callout-title'] } : {},
    },
    children: [...icon, ...name],
  };
  const common = {
    className: [
      'callout',
      `callout-${kind.name}`,
      ...(kind.color === undefined ? [] : [`tone-${kind.color}`]),
      ...(input.classes ?? []),
    ],
    ...(input.id === undefined ? {} : { id: input.id }),
  };
  return {
    type: 'blockquote',
    ...(input.position === undefined ? {} : { position: input.position }),
    data:
      folds === undefined
        ? { hName: 'aside', hProperties: { ...common, ariaLabel: kind.title } }
        : { hName: 'details', hProperties: folds === 'open' ? { ...common, open: true } : common },
    children: [head, ...children],
  };
}
