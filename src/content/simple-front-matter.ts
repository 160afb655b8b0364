import { type KeyPlaces, keyPlace } from '../model/key-place.ts';
import type { FrontMatter, PageDate } from '../model/page.ts';
import { emptyFrontMatter } from './empty-front-matter.ts';
import { findFence } from './fence.ts';
import { readWithGrayMatter } from './gray-matter.ts';
import { isKnownKey, knownKeys, meantKey } from './known-keys.ts';
import { parsePageDate } from './page-date.ts';
import type { PlainData } from './plain-data.ts';
import { parseSimpleYaml, type SimpleYaml } from './simple-yaml.ts';
import { longestSlug, slugPattern } from './slug-pattern.ts';

export interface SimpleFrontMatter {
  readonly frontmatter: FrontMatter;
  /** UTF-16 offset of the Markdown. */
  readonly bodyStart: number;
  readonly keyPlaces: KeyPlaces;
}

/**
 * Front matter in which everything is plain and right. Undefined for any other, of which there may be
 * something to tell: reading that whole takes the libraries that this does without.
 */
export function readSimpleFrontMatter(text: string): SimpleFrontMatter | undefined {
  const fence = findFence(text);
  if (fence.kind === 'none') return { frontmatter: emptyFrontMatter, bodyStart: 0, keyPlaces: {} };
  if (fence.kind === 'problem' || fence.language !== 'yaml') return undefined;
  const { start, end, bodyStart } = fence;
  const nothing: SimpleYaml = { data: {}, places: new Map() };
  const raw = text.slice(start, end);
  const parsed = readWithGrayMatter(raw, 'yaml', (yaml) => [parseSimpleYaml(yaml)]) ?? [nothing];
  const yaml = parsed[0];
  const frontmatter = yaml && checkSimply(yaml.data);
  if (yaml === undefined || frontmatter === undefined) return undefined;
  const keyPlaces: Record<string, number> = {};
  for (const key of knownKeys) {
    const place = yaml.places.get(key);
    if (place !== undefined) keyPlaces[key] = keyPlace(start + place.start, start + place.end);
  }
  return { frontmatter, bodyStart, keyPlaces };
}

/** Front matter of which the schema of pages has nothing to say. */
function checkSimply(data: PlainData): FrontMatter | undefined {
  const { title, description, sidebarLabel, author, slug, draft, order } = data;
  const isSound =
    isText(title) &&
    isText(description) &&
    isText(sidebarLabel) &&
    isText(author) &&
    isText(slug) &&
    (slug === undefined || (slug.length <= longestSlug && slugPattern.test(slug))) &&
    (draft === undefined || typeof draft === 'boolean') &&
    (order === undefined || typeof order === 'number') &&
    !('runbook' in data) &&
    !('permalink' in data);
  if (!isSound) return undefined;
  const date = dateOf(data.date);
  const updated = dateOf(data.updated);
  const tags = tagsOf(data.tags);
  const extra = extraOf(data);
  if (date === null || updated === null || tags === undefined || extra === undefined) {
    return undefined;
  }
  return {
    title,
    description,
    date,
    updated,
    draft: draft ?? false,
    tags,
    slug,
    permalink: undefined,
    order,
    sidebarLabel,
    author,
    runbook: undefined,
    extra,
  };
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Null for what is no date. */
function dateOf(value: unknown): PageDate | undefined | null {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? (parsePageDate(value) ?? null) : null;
}

function tagsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return emptyFrontMatter.tags;
  if (!Array.isArray(value)) return undefined;
  const tags: string[] = [];
  for (const one of value as readonly unknown[]) {
    const tag = typeof one === 'string' ? one.trim() : '';
    if (tag === '') return undefined;
    if (!tags.includes(tag)) tags.push(tag);
  }
  // A copy has no room to grow.
  return tags.slice();
}

/** Undefined where a key is a slip of the hand, perhaps. */
function extraOf(data: PlainData): PlainData | undefined {
  let extra: Record<string, unknown> | undefined;
  for (const key of Object.keys(data)) {
    if (isKnownKey(key)) continue;
    if (meantKey(key) !== undefined) return undefined;
    extra ??= {};
    extra[key] = data[key];
  }
  return extra ?? emptyFrontMatter.extra;
}
