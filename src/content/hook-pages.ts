import { diagnosticAt, UserError } from '../model/diagnostic.ts';
import { describeValue } from '../model/findings.ts';
import { frontMatterKeys } from '../model/front-matter-keys.ts';
import { hasKey, keyPlace } from '../model/key-place.ts';
import type { Entry, FrontMatter } from '../model/page.ts';
import { hookFailure, type PluginPage, reasonOf, type SitePlugin } from '../model/plugin.ts';

/**
 * The front matter of every entry as the plugins want it.
 * @throws UserError where a hook fails: for each plugin one diagnostic, at the first page.
 */
export async function hookPages(
  entries: readonly Entry[],
  plugins: readonly SitePlugin[],
): Promise<readonly Entry[]> {
  const hooked = plugins.filter(({ page }) => page !== undefined);
  if (hooked.length === 0) return entries;
  const failures = new Map<string, { entry: Entry; reason: string; others: number }>();
  const made: Entry[] = [];
  for (const entry of entries) {
    const { id, collection, kind, source } = entry;
    let frontmatter = entry.frontmatter;
    for (const plugin of hooked) {
      try {
        const page: PluginPage = { id, collection, kind, path: source.path, frontmatter };
        frontmatter = frontMatterOf(await plugin.page?.(page));
      } catch (error) {
        const known = failures.get(plugin.name);
        if (known !== undefined) known.others += 1;
        else failures.set(plugin.name, { entry, reason: reasonOf(error), others: 0 });
      }
    }
    made.push(frontmatter === entry.frontmatter ? entry : withFrontMatter(entry, frontmatter));
  }
  if (failures.size === 0) return made;
  throw new UserError(
    [...failures].map(([name, { entry, reason, others }]) =>
      diagnosticAt(entry.source, undefined, {
        ...hookFailure(name, 'page', reason),
        ...(others === 0 ? {} : { details: [`and on ${others} other pages`] }),
      }),
    ),
  );
}

/** Keys that a plugin has set count as the page's own, at its head. */
function withFrontMatter(entry: Entry, given: FrontMatter): Entry {
  const before: Readonly<Record<string, unknown>> = { ...entry.frontmatter };
  const now: Readonly<Record<string, unknown>> = { ...given };
  const set = frontMatterKeys.filter((key) => now[key] !== before[key] && !hasKey(entry, key));
  const places = Object.fromEntries(set.map((key) => [key, keyPlace(0, 0)]));
  const frontmatter = withTerms(entry.frontmatter, given);
  return { ...entry, frontmatter, keyPlaces: { ...entry.keyPlaces, ...places } };
}

/** Tags are the terms of a taxonomy, too. */
function withTerms(before: FrontMatter, given: FrontMatter): FrontMatter {
  if (given.tags === before.tags || given.terms !== before.terms) return given;
  const { tags: _, ...others } = before.terms;
  return { ...given, terms: given.tags.length === 0 ? others : { ...others, tags: given.tags } };
}

function frontMatterOf(page: unknown): FrontMatter {
  const frontmatter: unknown =
    typeof page === 'object' && page !== null ? Reflect.get(page, 'frontmatter') : undefined;
  if (typeof frontmatter !== 'object' || frontmatter === null) {
    throw new TypeError(`it returned ${describeValue(page)}, not a page with its \`frontmatter\``);
  }
  const { title, tags, date } = frontmatter as Readonly<Record<string, unknown>>;
  const isText = (value: unknown): boolean => typeof value === 'string';
  if (title !== undefined && !isText(title)) {
    throw new TypeError(`its \`frontmatter.title\` is ${describeValue(title)}, not text`);
  }
  if (!Array.isArray(tags) || !tags.every(isText)) {
    throw new TypeError(`its \`frontmatter.tags\` is ${describeValue(tags)}, not a list of text`);
  }
  const iso = typeof date === 'object' && date !== null ? Reflect.get(date, 'iso') : undefined;
  if (date !== undefined && !isText(iso)) {
    throw new TypeError(
      `its \`frontmatter.date\` is ${describeValue(date)}, not \`{ written, iso }\``,
    );
  }
  return frontmatter as FrontMatter;
}
