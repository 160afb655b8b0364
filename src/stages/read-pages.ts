import { readEntries } from '../content/entries.ts';
import { hookPages } from '../content/hook-pages.ts';
import type { BuildOptions } from '../model/build.ts';
import { sitePlugins } from '../model/plugin.ts';
import { buildTime } from '../site/build-time.ts';
import { publishable } from '../site/publishable.ts';
import { fallbacks } from '../site/translations.ts';
import type { Project } from './project.ts';

/** The front matter of all pages, and which of them are published. */
export async function readPages(
  { config, memory, crews, scanned, code }: Project,
  { profile, onEvent, force = false, now = buildTime(process.env) }: BuildOptions,
) {
  const known = memory.recall(code, { force });
  if (known.isEmpty) crews.expect(scanned.sources.length);
  profile?.phase('front matter');
  const read = await readEntries(scanned.sources, config, known.entry, scanned.assets);
  const hooked = await hookPages(read.pages, sitePlugins(config));
  const { published, withheld } = publishable(hooked, { include: config.include, now });
  onEvent?.({ type: 'scanned', pages: published.length });
  return {
    known,
    read,
    published,
    withheld,
    shown: [...published, ...fallbacks(published, config)],
  };
}

export type PagesRead = Awaited<ReturnType<typeof readPages>>;
