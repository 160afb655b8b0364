import { join } from 'node:path';
import type { BuildOptions } from '../model/build.ts';
import type { Page } from '../model/page.ts';
import { openPublication } from '../output/publication.ts';
import { createLazyWriter } from '../output/writer.ts';
import { beginIndex, type IndexInput, type IndexUnderWay } from '../search/make-index.ts';
import { drawSite } from '../workers/draw-site.ts';
import { withTexts } from '../workers/make-articles.ts';
import { makeFiles } from '../workers/make-files.ts';
import type { Project } from './project.ts';
import type { Work } from './work.ts';

const noIndex = { files: [], diagnostics: [] };

/** Draws what has changed, and publishes it with what has not. */
export async function publishWork(work: Work, project: Project, options: BuildOptions) {
  const { config, memory, crews } = project;
  const { profile } = options;
  const { sites, theme, articles, texts, known, digests } = work;
  const { outDir, stateDir, root, contentDir, publicDir } = config;
  const keep = [root, contentDir, publicDir];
  profile?.phase('draw');
  await using publication = await openPublication({ outDir, stateDir, keep });
  const write = createLazyWriter(publication.site, () => publication.target);
  const standing = (path: string) => publication.standing(path)?.digest;
  await using index = indexOf(work, project, { ...options, standing });
  let made: Awaited<ReturnType<typeof makeFiles>> = new Map();
  const kept = (path: string, own: string) => known.drawn(path, own, digests);
  const files = await drawSite({
    ...{ config, sites, views: work.views, digests, articles, theme, publication, write },
    places: work.places,
    entries: work.entries,
    readText: texts.quietly,
    listen: texts.listen,
    known: kept,
    crewFor: crews.forPages,
    onFile: (view, ms) => {
      if (view.kind === 'page') profile?.page(view.page.id, ms);
    },
    async beside() {
      profile?.phase('files');
      made = await makeFiles(work.files, { publication, write, articles, known: kept });
    },
  });
  profile?.phase('search');
  const { files: found, diagnostics: unfound } = (await index?.files()) ?? noIndex;
  for (const { path, digest, bytes } of found) {
    if (standing(path) === digest) publication.keep(path);
    else publication.add(path, write({ path, contents: bytes() }));
  }
  profile?.phase('publish');
  const published = await publication.publish();
  profile?.phase('remember');
  if (published.ok) work.cards.tidy();
  if (published.ok) index?.tidy();
  if (published.ok) memory.save(work, { files: new Map([...files, ...made]), digests });
  const { diagnostics } = published;
  return {
    ...published,
    diagnostics: [...diagnostics, ...unfound],
    isWhole: unfound.length === 0,
  };
}

/** The index of the search, made while the pages are drawn. */
function indexOf(
  { sites, articles, texts, pagefind }: Work,
  { memory, code }: Project,
  { force = false, standing }: BuildOptions & Pick<IndexInput, 'standing'>,
): IndexUnderWay | undefined {
  if (pagefind === undefined) return undefined;
  // A plugin may have put pages into the site that have no article of ours.
  const articleOf = ({ id }: Page) => articles.byId.get(id)?.article;
  return beginIndex({
    ...{ sites, force, standing },
    madeBy: `${code.rutter} ${pagefind}`,
    folder: join(memory.folder, 'search'),
    textKey: (page) => articleOf(page)?.text.check ?? JSON.stringify(page.body),
    bodyOf(page) {
      const article = articleOf(page);
      return article === undefined ? page.body : texts.quietly(page.id, article).body;
    },
    withTexts: (work) => withTexts(articles, work),
  });
}
