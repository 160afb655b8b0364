import type { BuildOptions } from '../model/build.ts';
import { planPlaces } from '../site/places.ts';
import { createResolver } from '../site/resolve.ts';
import { targetTable } from '../site/target-table.ts';
import { createTargets } from '../site/targets.ts';
import { makeArticles } from '../workers/make-articles.ts';
import type { Project } from './project.ts';
import type { PagesRead } from './read-pages.ts';

/** Where each page is, and its article. */
export async function renderPages(
  { config, store, crews, scanned }: Project,
  { profile, onEvent }: BuildOptions,
  { known, shown, withheld }: PagesRead,
) {
  const { assets } = scanned;
  profile?.phase('plan');
  const { places, diagnostics: placed } = planPlaces(shown, config);
  const findTarget = createTargets({ entries: shown, withheld, places, assets, config });
  profile?.phase('render');
  const articles = await makeArticles({
    ...{ config, entries: shown, store, profile },
    resolver: createResolver(findTarget),
    targets: () => targetTable({ places, withheld, assets }),
    pipeline: known.code.pipeline,
    shortcodes: known.code.shortcodes,
    known: known.article,
    crewFor: crews.forPages,
    onPage(id, reused, ms) {
      if (!reused) profile?.page(id, ms);
      onEvent?.({ type: 'rendered', id, reused });
    },
  });
  return { places, placed, findTarget, articles };
}

export type Rendered = PagesRead & Awaited<ReturnType<typeof renderPages>>;
