/** The keys of a page's front matter that Rutter reads on every site; taxonomies add theirs. */
export const frontMatterKeys = [
  'title',
  'description',
  'date',
  'updated',
  'draft',
  'publishDate',
  'expiryDate',
  'unlisted',
  'tags',
  'author',
  'authors',
  'series',
  'updates',
  'slug',
  'permalink',
  'aliases',
  'canonical',
  'noindex',
  'llms',
  'image',
  'toc',
  'editLink',
  'order',
  'weight',
  'sidebarLabel',
  'collapsed',
  'cascade',
  'symptoms',
  'owner',
  'runbook',
] as const;

export type FrontMatterKey = (typeof frontMatterKeys)[number];

const known: ReadonlySet<string> = new Set(frontMatterKeys);

export function isFrontMatterKey(key: string): key is FrontMatterKey {
  return known.has(key);
}
