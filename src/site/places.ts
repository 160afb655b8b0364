import type { CollectionConfig, Config } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { hasKey, keySpan } from '../model/key-place.ts';
import type { Entry, Place } from '../model/page.ts';
import type { Span } from '../model/source.ts';
import { collectionOf, isCollectionIndex, listPath } from './collection-of.ts';
import { expandPermalink, type Permalink } from './permalink.ts';
import { decodePath, foldPath, urlOfOutput } from './urls.ts';

export interface Places {
  /** By entry id. Every entry has one, also where a diagnostic says that it cannot stay. */
  readonly places: ReadonlyMap<string, Place>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Where each page is published: its own `permalink`; the folder of its collection for the
 * `index.md` there; `404.html` for a `404.md` of the content folder; else its collection's pattern.
 * Two pages at one URL, or at URLs that some file systems cannot tell apart, are an error.
 */
export function planPlaces(
  entries: readonly Entry[],
  config: Pick<Config, 'collections' | 'site'>,
): Places {
  const places = new Map<string, Place>();
  const diagnostics: Diagnostic[] = [];
  const taken = new Map<string, Entry>();
  for (const entry of entries) {
    const found = permalinkOf(entry, collectionOf(entry, config.collections));
    if (!found.ok) {
      const { code, message, hint, key } = found.problem;
      const span = keySpan(entry, key);
      diagnostics.push(diagnosticAt(entry.source, span, { code, message, hint }));
    }
    const path = found.ok ? found.path : `${entry.id}/`;
    const outputPath = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const place = { url: urlOfOutput(outputPath, config.site.base), outputPath };
    places.set(entry.id, place);
    if (!found.ok) continue;
    const key = foldPath(outputPath);
    const other = taken.get(key);
    if (other === undefined) taken.set(key, entry);
    else diagnostics.push(collision(entry, other, places));
  }
  return { places, diagnostics };
}

function permalinkOf(entry: Entry, collection: CollectionConfig): Permalink {
  const { permalink } = entry.frontmatter;
  if (permalink !== undefined) return expandPermalink(decodePath(permalink), entry, collection);
  if (entry.id === '404') return { ok: true, path: '404.html' };
  if (isCollectionIndex(entry, collection) && !hasKey(entry, 'slug')) {
    return { ok: true, path: listPath(collection) };
  }
  return expandPermalink(collection.permalink, entry, collection);
}

function collision(entry: Entry, other: Entry, places: ReadonlyMap<string, Place>): Diagnostic {
  const url = places.get(entry.id)?.url ?? '';
  const otherUrl = places.get(other.id)?.url ?? '';
  return diagnosticAt(entry.source, placeSpan(entry), {
    code: 'permalink-collision',
    message:
      url === otherUrl
        ? `\`${url}\` is the URL of two pages`
        : `\`${url}\` and \`${otherUrl}\` are one URL where names differ in case or encoding only`,
    hint: 'give one of them another `slug` or `permalink`',
    related: [
      {
        message: 'the other page',
        file: other.source.path,
        ...spanOf(other),
      },
    ],
  });
}

/** The key of the front matter that decides where a page is. */
function placeSpan(entry: Entry): Span | undefined {
  return keySpan(entry, 'permalink') ?? keySpan(entry, 'slug');
}

function spanOf(entry: Entry): { span?: Span } {
  const span = placeSpan(entry);
  return span === undefined ? {} : { span };
}
