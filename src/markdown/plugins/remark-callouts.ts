import type { BlockContent, DefinitionContent, Nodes, PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import type { MarkdownSyntax } from '../../model/markdown-syntax.ts';
import { nearest } from '../../model/nearest.ts';
import { spanAt } from '../../model/source.ts';
import { callout, calloutKind, calloutNames } from '../callout.ts';
import { attributesOf, tellOfAttribute } from '../directive-attributes.ts';
import { mayTell, tellLookalike } from '../lookalike.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';
import { eachNode, replaceNodes } from '../walk.ts';

/**
 * `:::note[Title]{open}` containers. One with an unknown name is reported and its content kept; so is a
 * fence that opens or closes nothing.
 */
export default function remarkCallouts({ callouts }: Pick<MarkdownSyntax, 'callouts'>) {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (!source.includes(':::')) return;
    const state = pageState(file);
    const own = state.context.shortcodes?.names ?? [];
    const words = { callouts, language: state.context.language };
    const replaced = (node: Nodes): readonly Nodes[] | undefined => {
      if (node.type !== 'containerDirective' || node.data?.hName !== undefined) return undefined;
      const { title, children } = labelled(node.children);
      const kind = calloutKind(node.name, words);
      tellOfOpen(state, node, source);
      if (kind !== undefined) {
        const { titled, ...given } = settingsOf(state, node, kind.name);
        const named = title.length > 0 || titled === undefined ? title : [text(titled)];
        return [callout({ kind, title: named, children, position: node.position, ...given })];
      }
      tellOfName(state, node, [...calloutNames(words), ...own]);
      const line = spacedLine(node, state.context.source.text);
      const label = line === undefined ? labelBlock(title) : labelBlock([text(line)]);
      return [...label, ...children.flatMap((child) => replaced(child) ?? [child])];
    };
    if (state.kinds.has('containerDirective')) replaceNodes<Nodes>(tree, replaced);
    eachNode<Nodes>(tree, (node) => {
      if (node.type === 'paragraph') tellOfStray(state, node, source);
    });
  };
}

/** The first line of `::: name`, in which the name may be a word like any other. */
function spacedLine({ position }: Directive, source: string): string | undefined {
  const start = position?.start.offset ?? 0;
  return /^:{3,}[ \t][^\r\n]*/.exec(source.slice(start, start + 1000))?.[0];
}

const known = ['open', 'closed', 'title', 'id', 'class'];

function settingsOf(state: PageState, node: Directive, kind: string) {
  const attributes = attributesOf(node);
  for (const name of attributes.keys()) {
    if (!known.includes(name)) tellOfAttribute(state, node, name, known);
  }
  const isOpen = attributes.has('open');
  const classes = attributes.get('class')?.split(/\s+/).filter(Boolean);
  return {
    folds: isOpen ? 'open' : attributes.has('closed') || kind === 'details' ? 'closed' : undefined,
    titled: attributes.get('title') || undefined,
    id: attributes.get('id') || undefined,
    classes,
  } as const;
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function tellOfName(
  { context, diagnostics }: PageState,
  node: Directive,
  names: readonly string[],
) {
  if (!mayTell({ diagnostics })) return;
  const guess = nearest(node.name, names);
  const span = spanOf(node);
  diagnostics.push(
    diagnosticAt(context.source, span === undefined ? undefined : { ...span, end: span.start }, {
      code: 'markdown-directive',
      severity: 'warning',
      message: `no container is called \`:::${node.name}\`; its content is shown as it is`,
      hint:
        guess === undefined
          ? `the containers are ${names.join(', ')}`
          : `did you mean \`:::${guess}\`?`,
    }),
  );
}

/** A container goes on to the end of what it lies in where nothing closes it. */
function tellOfOpen({ context, diagnostics }: PageState, node: Directive, source: string): void {
  const span = spanOf(node);
  if (span === undefined) return;
  const last = source.slice(source.lastIndexOf('\n', span.end.offset - 1) + 1, span.end.offset);
  if (/:{3,}[ \t]*$/.test(last) && span.end.line > span.start.line) return;
  if (!mayTell({ diagnostics })) return;
  const [fence] = /^:+/.exec(source.slice(span.start.offset, span.start.offset + 50)) ?? [':::'];
  diagnostics.push(
    diagnosticAt(
      context.source,
      { ...span, end: span.start },
      {
        code: 'markdown-directive',
        severity: 'warning',
        message: `nothing closes \`${fence}${node.name}\`; it goes on to line ${span.end.line}`,
        hint: `write \`${fence}\` on a line of its own behind it, with as many colons; one that holds others has more than they`,
      },
    ),
  );
}

/** A line of a paragraph that looks like a fence of a container. */
function tellOfStray(state: PageState, node: Paragraph, source: string): void {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return;
  const written = source.slice(start.offset, end.offset);
  if (!written.includes(':::')) return;
  for (const { index, 0: line } of written.matchAll(
    /(?<=^|\n[ \t>]*):{3,}(?=[A-Za-z\s]|$)[^\n]*/g,
  )) {
    const isClose = /^:+\s*$/.test(line);
    const at = start.offset + index;
    tellLookalike(state, () => spanAt(source, at, at + line.trimEnd().length), {
      message: isClose
        ? `\`${line.trim()}\` closes nothing, and is shown as it is`
        : `this is no container, and is shown as it is`,
      hint: isClose
        ? 'a fence is as long as the one it closes, and one that holds others is longer than they are'
        : 'write `:::name`, `:::name[Title]` or `:::name[Title]{attribute}`, and nothing else on the line',
    });
  }
}

type Directive = Extract<Nodes, { type: 'containerDirective' }>;
type Paragraph = Extract<Nodes, { type: 'paragraph' }>;
type Block = BlockContent | DefinitionContent;

function labelBlock(title: PhrasingContent[]): Block[] {
  return title.length === 0 ? [] : [{ type: 'paragraph', children: title }];
}

/** The `[Title]` of a container is a paragraph marked as its label. */
function labelled(children: readonly Block[]): { title: PhrasingContent[]; children: Block[] } {
  const [first, ...rest] = children;
  return first?.type === 'paragraph' && first.data?.directiveLabel
    ? { title: first.children, children: rest }
    : { title: [], children: [...children] };
}
