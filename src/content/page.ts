import { posix } from 'node:path';
import type { Entry, Page, Place, RenderedBody } from '../model/page.ts';

/** A finished page. Its title is the front matter's, else its first heading, else its file's name. */
export function toPage(entry: Entry, place: Place, rendered: RenderedBody): Page {
  return { ...entry, ...place, ...rendered, title: titleOf(entry, rendered.leadingHeading) };
}

/** The title of a page before or after its body is rendered. */
export function titleOf(entry: Entry, leadingHeading?: string | undefined): string {
  const given = [entry.frontmatter.title, leadingHeading].find((one) => one?.trim());
  return given?.trim() ?? humanised(entry.id);
}

/** `runbooks/disk-full` and `disk-full/index` as "Disk full". */
function humanised(id: string): string {
  const base =
    posix.basename(id) === 'index' ? posix.basename(posix.dirname(id)) : posix.basename(id);
  const words = base
    .replace(/^\d{4}-\d{2}-\d{2}[-_]/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  if (words === '' || words === '.') return 'Home';
  return words.charAt(0).toUpperCase() + words.slice(1);
}
