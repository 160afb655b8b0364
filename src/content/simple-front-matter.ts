import { emptyFrontMatter } from '../model/empty-front-matter.ts';
import { type KeyPlaces, keyPlace } from '../model/key-place.ts';
import type { FrontMatter, PageDate } from '../model/page.ts';
import { findFence } from './fence.ts';
import { readWithGrayMatter } from './gray-matter.ts';
import { gatherTerms, type KnownKeys } from './known-keys.ts';
import { parsePageDate } from './page-date.ts';
import type { PlainData } from './plain-data.ts';
import { parseSimpleYaml, type SimpleYaml } from './simple-yaml.ts';
import { longestSlug, slugPattern } from './slug-pattern.ts';
import { isImageSource, isSitePath, isWebAddress, mostSymptoms } from './value-forms.ts';

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
export function readSimpleFrontMatter(
  text: string,
  known: KnownKeys,
): SimpleFrontMatter | undefined {
  const fence = findFence(text);
  if (fence.kind === 'none') return { frontmatter: emptyFrontMatter, bodyStart: 0, keyPlaces: {} };
  if (fence.kind === 'problem' || fence.language !== 'yaml') return undefined;
  const { start, end, bodyStart } = fence;
  const nothing: SimpleYaml = { data: {}, places: new Map() };
  const raw = text.slice(start, end);
  const parsed = readWithGrayMatter(raw, 'yaml', (yaml) => [parseSimpleYaml(yaml)]) ?? [nothing];
  const yaml = parsed[0];
  const frontmatter = yaml && checkSimply(yaml.data, known);
  if (yaml === undefined || frontmatter === undefined) return undefined;
  const keyPlaces: Record<string, number> = {};
  for (const key of known.all) {
    const place = yaml.places.get(key);
    if (place !== undefined) keyPlaces[key] = keyPlace(start + place.start, start + place.end);
  }
  return { frontmatter, bodyStart, keyPlaces };
}

/** Front matter of which the schema of pages has nothing to say. */
function checkSimply(data: PlainData, known: KnownKeys): FrontMatter | undefined {
  const { title, description, sidebarLabel, slug, order, weight, canonical } = data;
  const isSound =
    isText(title) &&
    isText(description) &&
    isText(sidebarLabel) &&
    isText(slug) &&
    (slug === undefined || (slug.length <= longestSlug && slugPattern.test(slug))) &&
    isText(canonical) &&
    (canonical === undefined || isWebAddress(canonical)) &&
    isNumber(order) &&
    isNumber(weight) &&
    (order === undefined || weight === undefined) &&
    flags.every((name) => data[name] === undefined || typeof data[name] === 'boolean') &&
    !('runbook' in data) &&
    !('permalink' in data) &&
    !('updates' in data) &&
    !('cascade' in data);
  if (!isSound) return undefined;
  try {
    const flag = (name: (typeof flags)[number]): boolean | undefined =>
      data[name] as boolean | undefined;
    const tags = textsOf(data.tags);
    return {
      title,
      description,
      date: dateOf(data.date),
      updated: dateOf(data.updated),
      draft: flag('draft') ?? false,
      publishDate: dateOf(data.publishDate),
      expiryDate: dateOf(data.expiryDate),
      unlisted: flag('unlisted') ?? false,
      tags,
      terms: gatherTerms(known, (name) => (name === 'tags' ? tags : textsOf(data[name]))),
      authors: authorsOf(data),
      series: seriesOf(data.series),
      updates: emptyFrontMatter.updates,
      slug,
      permalink: undefined,
      aliases: aliasesOf(data.aliases),
      canonical,
      noindex: flag('noindex') ?? false,
      llms: flag('llms') ?? true,
      image: imageOf(data.image),
      toc: flag('toc') ?? true,
      editLink: flag('editLink') ?? true,
      order: order ?? weight,
      sidebarLabel,
      collapsed: flag('collapsed'),
      cascade: undefined,
      symptoms: symptomsOf(data.symptoms),
      owner: data.owner === undefined ? undefined : textOf(data.owner),
      runbook: undefined,
      extra: extraOf(data, known),
    };
  } catch (error) {
    if (error === notSimple) return undefined;
    throw error;
  }
}

const flags = ['draft', 'unlisted', 'noindex', 'llms', 'toc', 'editLink', 'collapsed'] as const;

/** Thrown to stop: no error of anybody. */
const notSimple = Symbol('not simple');

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isNumber(value: unknown): value is number | undefined {
  return value === undefined || typeof value === 'number';
}

function dateOf(value: unknown): PageDate | undefined {
  if (value === undefined) return undefined;
  const date = typeof value === 'string' ? parsePageDate(value) : undefined;
  if (date === undefined) throw notSimple;
  return date;
}

/** Each once; none of them empty. */
function textsOf(value: unknown): readonly string[] {
  if (value === undefined) return emptyFrontMatter.tags;
  if (!Array.isArray(value)) throw notSimple;
  const texts: string[] = [];
  for (const one of value as readonly unknown[]) {
    const text = textOf(one);
    if (!texts.includes(text)) texts.push(text);
  }
  // A copy has no room to grow.
  return texts.length === 0 ? emptyFrontMatter.tags : texts.slice();
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') throw notSimple;
  return text;
}

function authorsOf({ author, authors }: PlainData): readonly string[] {
  if (author === undefined) return textsOf(authors);
  if (authors !== undefined) throw notSimple;
  return [textOf(author)];
}

function symptomsOf(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length > mostSymptoms) throw notSimple;
  return textsOf(value);
}

function seriesOf(value: unknown): FrontMatter['series'] {
  return value === undefined ? undefined : { name: textOf(value) };
}

function imageOf(value: unknown): FrontMatter['image'] {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !isImageSource(value)) throw notSimple;
  return { src: value, alt: '' };
}

function aliasesOf(value: unknown): readonly string[] {
  if (value === undefined) return emptyFrontMatter.aliases;
  if (!Array.isArray(value)) throw notSimple;
  const paths = value as readonly unknown[];
  if (!paths.every((path) => typeof path === 'string' && isSitePath(path))) throw notSimple;
  return paths.length === 0 ? emptyFrontMatter.aliases : ([...new Set(paths)] as string[]);
}

/** Stops where a key is a slip of the hand, perhaps. */
function extraOf(data: PlainData, known: KnownKeys): PlainData {
  let extra: Record<string, unknown> | undefined;
  for (const key of Object.keys(data)) {
    if (known.has(key)) continue;
    if (known.meant(key) !== undefined) throw notSimple;
    extra ??= {};
    extra[key] = data[key];
  }
  return extra ?? emptyFrontMatter.extra;
}
