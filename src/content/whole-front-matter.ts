import type { CollectionConfig } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type KeyPlaces, keyPlace } from '../model/key-place.ts';
import type { SourceFile } from '../model/source.ts';
import { type RawFrontMatter, readFrontMatter } from './front-matter.ts';
import type { KnownKeys } from './known-keys.ts';
import type { PlainData } from './plain-data.ts';
import type { SimpleFrontMatter } from './simple-front-matter.ts';
import { validate } from './validate.ts';

export interface WholeFrontMatter extends SimpleFrontMatter {
  readonly diagnostics: readonly Diagnostic[];
  /** It could not be read, so that nobody knows which keys the page has. */
  readonly isBroken: boolean;
}

/** Any front matter, with every mistake in it. */
export async function readWholeFrontMatter(
  source: SourceFile,
  collection: Pick<CollectionConfig, 'name' | 'schema' | 'kind'>,
  known: KnownKeys,
  inherited?: PlainData,
): Promise<WholeFrontMatter> {
  const raw = readFrontMatter(source);
  const { frontmatter, diagnostics } = await validate({
    source,
    raw,
    collection,
    known,
    inherited,
  });
  return {
    frontmatter,
    bodyStart: raw.bodyStart,
    keyPlaces: keyPlaces(raw, known),
    diagnostics: [...raw.diagnostics, ...diagnostics],
    isBroken: raw.diagnostics.length > 0,
  };
}

function keyPlaces({ data, rangeOf }: RawFrontMatter, known: KnownKeys): KeyPlaces {
  const places: Record<string, number> = {};
  for (const key of known.all) {
    const range = Object.hasOwn(data, key) ? rangeOf([key]) : undefined;
    if (range !== undefined) places[key] = keyPlace(range.start, range.end);
  }
  return places;
}
