import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { spanAt } from '../../model/source.ts';
import { type HeadingMarks, readHeading, unmarked } from '../heading-marks.ts';
import { ownMark } from '../own-mark.ts';
import { type PageState, pageState } from '../page-state.ts';
import { eachNode } from '../walk.ts';

/** `## Title {#id alias=old}`: takes the braces out of headings, and hands on what they say. */
export default function remarkHeadingIds() {
  return (tree: Root, file: VFile): void => {
    const state = pageState(file);
    const text = String(file);
    if (!state.kinds.has('heading') || !/\{:?[ \t]*(?:#|alias=)/.test(text)) return;
    eachNode<Nodes>(tree, (node) => {
      if (node.type !== 'heading') return;
      const marks = readHeading(node, text);
      if (marks === undefined) return;
      node.children = unmarked(node, marks);
      const data = node.data ?? {};
      node.data = { ...data, hProperties: { ...data.hProperties, ...properties(marks) } };
      tellOfFlaws(state, marks, text);
    });
  };
}

function properties({ id, aliases, start }: HeadingMarks): Record<string, string> {
  return {
    ...(id === undefined ? {} : { dataGivenId: ownMark(id) }),
    ...(aliases.length === 0 ? {} : { dataAliases: ownMark(aliases.join(' ')) }),
    dataGivenAt: ownMark(`${start}`),
  };
}

function tellOfFlaws({ context, diagnostics }: PageState, marks: HeadingMarks, text: string): void {
  const { start, end, flaws } = marks;
  for (const { word, why } of flaws) {
    // A page that is full of them means something else.
    if (diagnostics.length > 100) return;
    const at = start + Math.max(0, text.slice(start, end).indexOf(word));
    diagnostics.push(
      diagnosticAt(context.source, spanAt(text, at, Math.min(end, at + word.length)), {
        code: 'heading-id',
        message: `\`${word}\` ${why}`,
        hint: 'write `{#id}` or `{#id alias=old-id}` behind the heading; braces that are meant are written `\\{`',
      }),
    );
  }
}
