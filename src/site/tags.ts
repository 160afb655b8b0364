import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { keySpan } from '../model/key-place.ts';
import type { Entry, Page } from '../model/page.ts';
import type { Tag } from '../model/site.ts';
import { byDate } from './dates.ts';
import { slugOf } from './slug.ts';
import { compareText, compareTitles } from './text-order.ts';

/**
 * The tags of all collections. Spellings that differ in case, hyphens or spaces only are one tag,
 * under the spelling that is used most.
 */
export function tagsOf(pages: readonly Page[], base: string): readonly Tag[] {
  // In the order of the lists, so that each list comes out of it sorted.
  return [...groupTags(byDate(pages))]
    .map(([slug, uses]) => ({
      slug,
      name: commonSpelling(uses.map(({ name }) => name)),
      url: `${base}tags/${encodeURI(slug)}/`,
      pages: [...new Set(uses.map(({ page }) => page))],
    }))
    .sort((a, b) => compareTitles(a.name, b.name));
}

/** Tags that no URL can be made of, and different tags that would share one. */
export function checkTags(entries: readonly Entry[]): readonly Diagnostic[] {
  const names = new Set(entries.flatMap(({ frontmatter }) => frontmatter.tags));
  const nameless = new Set([...names].filter((name) => slugOf(name) === ''));
  const empty = entries.flatMap((entry) =>
    entry.frontmatter.tags
      .filter((name) => nameless.has(name))
      .map((name) =>
        diagnosticAt(entry.source, keySpan(entry, 'tags'), {
          code: 'tag-collision',
          message: `the tag ${JSON.stringify(name)} has no letter or digit to make a URL of`,
          hint: 'choose another word',
        }),
      ),
  );
  return [...empty, ...[...groupTags(entries).values()].flatMap(differing)];
}

interface Use<Where> {
  readonly name: string;
  readonly page: Where;
}

function groupTags<Where extends Entry>(pages: readonly Where[]): Map<string, Use<Where>[]> {
  const groups = new Map<string, Use<Where>[]>();
  const slugs = new Map<string, string>();
  for (const page of pages) {
    for (const name of page.frontmatter.tags) {
      const slug = slugs.get(name) ?? slugOf(name);
      slugs.set(name, slug);
      if (slug === '') continue;
      const group = groups.get(slug);
      if (group === undefined) groups.set(slug, [{ name, page }]);
      else group.push({ name, page });
    }
  }
  return groups;
}

function differing(uses: readonly Use<Entry>[]): readonly Diagnostic[] {
  const [first] = uses;
  if (first === undefined) return [];
  const folded = fold(first.name);
  const other = uses.find(({ name }) => name !== first.name && fold(name) !== folded);
  if (other === undefined) return [];
  const firstSpan = keySpan(first.page, 'tags');
  return [
    diagnosticAt(other.page.source, keySpan(other.page, 'tags'), {
      code: 'tag-collision',
      message: `the tags \`${first.name}\` and \`${other.name}\` would have one URL, \`/tags/${slugOf(other.name)}/\``,
      hint: 'write both alike, or choose another word for one',
      related: [
        {
          message: `\`${first.name}\` is used here`,
          file: first.page.source.path,
          ...(firstSpan === undefined ? {} : { span: firstSpan }),
        },
      ],
    }),
  ];
}

function fold(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, '-');
}

function commonSpelling(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return best?.[0] ?? '';
}
