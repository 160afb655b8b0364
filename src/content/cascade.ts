import { hasKey } from '../model/key-place.ts';
import type { Cascade, Entry, FrontMatter } from '../model/page.ts';

/** What is of one page only, and of no folder. */
export const ofOnePage: ReadonlySet<string> = new Set([
  ...['title', 'date', 'updated', 'updates', 'slug', 'permalink', 'aliases', 'canonical'],
  ...['order', 'weight', 'sidebarLabel', 'collapsed', 'cascade', 'symptoms'],
]);

/** Both: what the nearer folder says holds. */
export function joinCascades(
  far: Cascade | undefined,
  near: Cascade | undefined,
): Cascade | undefined {
  if (far === undefined || near === undefined) return near ?? far;
  const { terms, extra } = far.values;
  const values: Partial<FrontMatter> = { ...far.values, ...near.values };
  return {
    values: {
      ...values,
      ...(terms === undefined ? {} : { terms: { ...terms, ...near.values.terms } }),
      ...(extra === undefined ? {} : { extra: { ...extra, ...near.values.extra } }),
    },
    written: { ...far.written, ...near.written },
  };
}

/** A page with what its folders give it; the page's own keys hold. */
export function inherit(entry: Entry, cascade: Cascade | undefined): Entry {
  if (cascade === undefined) return entry;
  const { terms = {}, extra = {}, ...values } = cascade.values;
  const { frontmatter } = entry;
  const lacks = (key: string): boolean =>
    !hasKey(entry, key) && !(key === 'authors' && hasKey(entry, 'author'));
  const given = ofLacking(values, lacks);
  const givenTerms = ofLacking(terms, lacks);
  const hasTerms = Object.keys(givenTerms).length > 0;
  return {
    ...entry,
    frontmatter: {
      ...frontmatter,
      ...given,
      ...(hasTerms ? { terms: { ...givenTerms, ...frontmatter.terms } } : {}),
      ...(Object.keys(extra).length === 0 ? {} : { extra: { ...extra, ...frontmatter.extra } }),
    },
  };
}

function ofLacking<Group extends object>(group: Group, lacks: (key: string) => boolean): Group {
  return Object.fromEntries(Object.entries(group).filter(([key]) => lacks(key))) as Group;
}
