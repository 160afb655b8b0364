import type { BadgeWords } from '../model/badge-words.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { FilePieces, PlannedFile, SiteFile } from '../model/output.ts';
import type { Site } from '../model/site.ts';
import { runbookRows } from '../model/standing.ts';
import type { StatusFile } from '../model/status-file.ts';
import { collectionBadge, pageBadge } from './badge-files.ts';
import { statusOfCollection } from './status.ts';
import { foldPath, outputOf } from './urls.ts';

export interface StatusInput {
  /** The site in each of its languages. */
  readonly sites: readonly Site[];
  /** What badges say in the language of a site. */
  readonly wordsOf: (site: Site) => BadgeWords;
  /** The published schema of `status.json`: an absolute path. */
  readonly schema: string;
}

/**
 * What tells of the runbooks outside their pages: beside the index of each collection of them
 * `status.json` with its schema and a badge, and a badge for each page that has a proof.
 */
export function statusFiles({ sites, wordsOf, schema }: StatusInput): readonly SiteFile[] {
  const files = sites.flatMap((site): SiteFile[] => {
    const words = wordsOf(site);
    return [
      ...site.collections.flatMap((collection): SiteFile[] => {
        const { url, config } = collection;
        if (url === undefined || config.kind !== 'runbook') return [];
        const rows = runbookRows(collection.pages, site);
        if (rows.length === 0) return [];
        const outputPath = outputOf(url, site.config.base);
        const folder = outputPath.replace(/index\.html$/, '');
        return [
          statusFile(folder, () => statusOfCollection(collection, { url, site, rows })),
          { path: `${folder}status.schema.json`, contents: { copyOf: schema } },
          collectionBadge(outputPath, rows, { collection, site, words }),
        ];
      }),
      ...site.pages.flatMap((page) => {
        const proof = site.proofs.get(page.id);
        return proof === undefined ? [] : [pageBadge(page, proof, { site, words })];
      }),
    ];
  });
  // An index that is a runbook itself has the badge of its list.
  const taken = new Set<string>();
  return files.filter(({ path }) => {
    const key = foldPath(path);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

function statusFile(folder: string, statusOf: () => StatusFile): PlannedFile {
  return { path: `${folder}status.json`, make: () => jsonPieces(statusOf()) };
}

/** A line for each runbook, so that what has changed can be seen in a diff. */
function jsonPieces({ runbooks, ...head }: StatusFile): FilePieces {
  return {
    *pieces() {
      yield `${canonicalJson(head).slice(0, -1)},"runbooks":[\n`;
      for (const [index, one] of runbooks.entries()) {
        yield `${index === 0 ? '' : ',\n'}${canonicalJson(one)}`;
      }
      yield '\n]}\n';
    },
  };
}
