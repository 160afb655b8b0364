import GithubSlugger from 'github-slugger';
import type { Heading, Nodes, Root } from 'mdast';
import { headingText, readHeading } from '../heading-marks.ts';
import { eachNode } from '../walk.ts';

/** What stands below a heading, up to the next one of its level or above. Offsets. */
export interface Section {
  readonly start: number;
  readonly end: number;
}

/** The sections of a Markdown file, by the ids that their headings have in a page of its own. */
export function sectionsOf(tree: Root, text: string): ReadonlyMap<string, Section> {
  const headings: Heading[] = [];
  eachNode<Nodes>(tree, (node) => {
    if (node.type === 'heading') headings.push(node);
  });
  const ids = idsOf(headings, text);
  const top = new Set<Nodes>(tree.children);
  const sections = new Map<string, Section>();
  /** Where the next heading of each level or above begins, from behind. */
  const next = Array.from({ length: 7 }, () => text.length);
  for (let index = headings.length - 1; index >= 0; index -= 1) {
    const heading = headings[index];
    const [from, start] = [heading?.position?.start.offset, heading?.position?.end.offset];
    if (heading === undefined || from === undefined || start === undefined) continue;
    sections.set(ids[index] ?? '', { start, end: next[heading.depth] ?? text.length });
    if (top.has(heading)) next.fill(from, heading.depth);
  }
  return sections;
}

function idsOf(headings: readonly Heading[], text: string): readonly string[] {
  const slugger = new GithubSlugger();
  const given = headings.map((heading) => readHeading(heading, text)?.id);
  for (const id of given) if (id !== undefined) slugger.occurrences[id] ??= 0;
  return headings.map(
    (heading, index) => given[index] ?? slugger.slug(headingText(heading, text) || 'section'),
  );
}
