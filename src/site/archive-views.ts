import type { Page } from '../model/page.ts';
import type { Collection, PageLink, Period, View } from '../model/site.ts';
import { datedPages } from './archives.ts';
import { isCollectionIndex } from './collection-of.ts';
import { parted } from './parted.ts';
import { outputOf } from './urls.ts';
import type { ViewContext } from './view-context.ts';

/** A year is a table of contents: of its pages there are more on one page than of a list with excerpts. */
const mostOfYear = 100;

/** The lists of a collection by date: the one of all years, and those of each year, month and day. */
export function* archiveViews(collection: Collection, context: ViewContext): Generator<View> {
  const { archive, config } = collection;
  if (archive === undefined) return;
  const outputPath = outputOf(archive.url, context.site.config.base);
  const intro = context.introAt(outputPath);
  const title = intro?.title ?? `${config.title}: archive`;
  yield {
    kind: 'archive',
    url: archive.url,
    outputPath,
    title,
    description: intro?.frontmatter.description ?? '',
    collection,
    years: archive.years,
    ...(intro === undefined ? {} : { intro }),
  };
  const pages = datedPages(collection.pages.filter((page) => !isCollectionIndex(page, config)));
  const levels = levelsOf(archive.years, pages, [{ title, url: archive.url }]);
  for (const level of levels) {
    for (const [at, one] of level.entries()) {
      yield* periodViews(one, {
        collection,
        context,
        later: linkTo(level[at - 1]),
        earlier: linkTo(level[at + 1]),
      });
    }
  }
}

interface Stretch {
  readonly period: Period;
  readonly above: readonly PageLink[];
  /** Newest first. */
  readonly pages: readonly Page[];
}

/** All years, all months, all days, each newest first with its stretch of the pages. */
function levelsOf(
  periods: readonly Period[],
  pages: readonly Page[],
  above: readonly PageLink[],
): readonly (readonly Stretch[])[] {
  let level: readonly Stretch[] = stretches(periods, { pages, above });
  const levels = [];
  while (level.length > 0) {
    levels.push(level);
    level = level.flatMap(({ period, ...outer }) =>
      stretches(period.periods, {
        pages: outer.pages,
        above: [...outer.above, { title: period.name, url: period.url }],
      }),
    );
  }
  return levels;
}

function linkTo(stretch: Stretch | undefined): PageLink | undefined {
  return stretch && { title: stretch.period.name, url: stretch.period.url };
}

function stretches(
  periods: readonly Period[],
  { pages, above }: Omit<Stretch, 'period'>,
): readonly Stretch[] {
  let from = 0;
  return periods.map((period) => {
    const own = pages.slice(from, from + period.count);
    from += period.count;
    return { period, above, pages: own };
  });
}

function* periodViews(
  { period, above, pages }: Stretch,
  of: {
    readonly collection: Collection;
    readonly context: ViewContext;
    readonly earlier: PageLink | undefined;
    readonly later: PageLink | undefined;
  },
): Generator<View> {
  const { collection, context, earlier, later } = of;
  const { base } = context.site.config;
  const { config } = collection;
  const intro = context.introAt(outputOf(period.url, base));
  const isYear = period.name.length === 4;
  const size = isYear ? Math.max(mostOfYear, config.pageSize) : config.pageSize;
  for (const part of parted(pages, period.url, size)) {
    const isFirst = part.pagination.page === 1;
    yield {
      kind: 'period',
      ...part,
      outputPath: outputOf(part.url, base),
      title: intro?.title ?? `${config.title}, ${period.name}`,
      description: intro?.frontmatter.description ?? '',
      collection,
      period,
      above,
      ...(earlier === undefined ? {} : { earlier }),
      ...(later === undefined ? {} : { later }),
      facts: part.items.map(context.facts),
      ...(isFirst && intro !== undefined ? { intro } : {}),
    };
  }
}
