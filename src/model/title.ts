import type { Entry } from './page.ts';

/** The title of a page: the front matter's, else its first heading, else its file's name. */
export function titleOf(entry: Pick<Entry, 'id' | 'frontmatter'>, heading?: string): string {
  const given = [entry.frontmatter.title, heading].find((one) => one?.trim());
  return given?.trim() ?? titleFromName(entry.id);
}

/** `runbooks/disk-full` and `disk-full/index` as "Disk full". */
function titleFromName(id: string): string {
  const parts = id.split('/');
  const name = (parts.at(-1) === 'index' ? parts.at(-2) : parts.at(-1)) ?? '';
  return humanize(name.replace(/^\d{4}-\d{2}-\d{2}[-_]/, '')) || 'Home';
}

/** `set-up_now` as "Set up now". */
export function humanize(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
