import type { Config } from '../model/config.ts';
import type { Entry, Place } from '../model/page.ts';
import type { Withheld } from './publishable.ts';
import { createResolver, type Resolve } from './resolve.ts';
import { createTargets } from './targets.ts';

/** All that links of pages can lead to, as plain data for another thread. */
export interface TargetTable {
  readonly pages: readonly (readonly [id: string, url: string, outputPath: string])[];
  readonly withheld: readonly string[];
  /** Absolute paths. */
  readonly assets: readonly string[];
}

export function targetTable(input: {
  readonly places: ReadonlyMap<string, Place>;
  readonly withheld: readonly Withheld[];
  readonly assets: readonly string[];
}): TargetTable {
  return {
    pages: [...input.places].map(([id, { url, outputPath }]) => [id, url, outputPath]),
    withheld: input.withheld.map(({ entry }) => entry.id),
    assets: input.assets,
  };
}

/** The same answers as the resolver of the whole site gives. */
export function resolverOf(
  { pages, withheld, assets }: TargetTable,
  config: Pick<Config, 'contentDir' | 'site'> & Partial<Pick<Config, 'locales'>>,
): (entry: Entry) => Resolve {
  const places = new Map(pages.map(([id, url, outputPath]) => [id, { url, outputPath }]));
  const named = (id: string): Entry => ({ id }) as Entry;
  return createResolver(
    createTargets({
      entries: [...places.keys()].map(named),
      withheld: withheld.map((id) => ({ entry: named(id), why: 'draft' as const })),
      places,
      assets,
      config,
    }),
  );
}
