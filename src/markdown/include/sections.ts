import GithubSlugger from 'github-slugger';
import type { Heading, Nodes, Root } from 'mdast';
import { headingText, readHeading } from '../heading-marks.ts';
import { eachNode } from '../walk.ts';

/** What stands below a heading, up to the next one of its level or above. Offsets. */
export type FoundSection =
  | { readonly start: number; readonly end: number }
  | { readonly ids: readonly string[] };

/** @param wanted The id that the heading has in a page of its own. */
export function sectionOf(tree: Root, text: string, wanted: string): FoundSection {
  const headings: Heading[] = [];
  eachNode<Nodes>(tree, (node) => {
    if (node.type === 'heading') headings.push(node);
  });
  const ids = idsOf(headings, text);
  const at = ids.indexOf(wanted);
  const heading = headings[at];
  const start = heading?.position?.end.offset;
  if (heading === undefined || start === undefined) return { ids };
  const next = headings
    .slice(at + 1)
    .find((one) => one.depth <= heading.depth && tree.children.includes(one));
  return { start, end: next?.position?.start.offset ?? text.length };
}

function idsOf(headings: readonly Heading[], text: string): readonly string[] {
  const slugger = new GithubSlugger();
  const given = headings.map((heading) => readHeading(heading, text)?.id);
  for (const id of given) if (id !== undefined) slugger.occurrences[id] ??= 0;
  return headings.map(
    (heading, index) => given[index] ?? slugger.slug(headingText(heading, text) || 'section'),
  );
}
