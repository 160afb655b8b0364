import type { CollectionConfig } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { emptyFrontMatter } from '../model/empty-front-matter.ts';
import { describeValue, type Finding, findingsOf, keyPath } from '../model/findings.ts';
import type { Cascade, FrontMatter } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { ofOnePage } from './cascade.ts';
import type { RawFrontMatter } from './front-matter.ts';
import { gatherTerms, type KnownKeys } from './known-keys.ts';
import { misplacedSettings } from './misplaced.ts';
import { type CheckedFrontMatter, schemaWith } from './page-schema.ts';
import type { PlainData } from './plain-data.ts';
import { toSettings } from './runbook-settings.ts';

export interface ValidationInput {
  readonly source: SourceFile;
  readonly raw: RawFrontMatter;
  readonly collection: Pick<CollectionConfig, 'name' | 'schema' | 'kind'>;
  readonly known: KnownKeys;
  /** What the folders of the page give it, for the schema of its collection. */
  readonly inherited?: PlainData | undefined;
}

export interface Validated {
  readonly frontmatter: FrontMatter;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks front matter by our schema and the collection's. A key that is wrong is reported and left out. */
export async function validate(input: ValidationInput): Promise<Validated> {
  const { raw, collection, known } = input;
  const { data } = raw;
  const own = checkOwn(data, known);
  if (collection.schema === undefined) {
    const extra = unknownValues(data, known);
    const isRunbook = collection.kind === 'runbook' || data.runbook !== undefined;
    const beside = isRunbook ? misplacedSettings(extra) : [];
    const slips = nearMisses(without(extra, new Set(beside)), known);
    return together(input, own, { extra, findings: [...slips, ...beside.map(misplaced)] });
  }
  const whole = { ...input.inherited, ...data };
  return together(input, own, await checkUser(whole, collection.schema, collection.name));
}

/** A key that may be the author's own, and is near to one of ours. */
export function isSlip({ unknownKey, path }: Finding): boolean {
  return unknownKey && path.length === (path[0] === 'cascade' ? 2 : 1);
}

interface Checked {
  readonly checked: CheckedFrontMatter;
  readonly findings: readonly Finding[];
}

interface Extra {
  readonly extra: PlainData;
  readonly findings: readonly Finding[];
}

function together({ source, raw, known }: ValidationInput, own: Checked, user: Extra): Validated {
  const wrong = new Set(own.findings.map((finding) => finding.path[0]));
  const findings = [
    ...own.findings,
    ...user.findings.filter((one) => one.path.length === 0 || !wrong.has(one.path[0])),
  ];
  return {
    frontmatter: toFrontMatter(own.checked, user.extra, known),
    diagnostics: findings.map((finding) =>
      diagnosticAt(source, raw.locate(finding.path), {
        code: finding.unknownKey ? 'frontmatter-unknown-key' : 'frontmatter-invalid',
        severity: isSlip(finding) ? 'warning' : 'error',
        message: finding.message,
        hint: finding.hint,
      }),
    ),
  };
}

function checkOwn(data: PlainData, known: KnownKeys): Checked {
  const schema = schemaOf(known);
  const first = schema.safeParse(data);
  const findings = first.success
    ? []
    : findingsOf(first.error, schema, data).map((finding) => withHint(finding, data));
  const all = [
    ...findings,
    ...bothImages(data),
    ...bothGiven(data, 'order', 'weight'),
    ...bothGiven(data, 'authors', 'author'),
    ...(isGroup(data.cascade) ? checkCascade(data.cascade, known).findings : []),
  ];
  const checked = all.length === 0 && first.success ? first.data : checkRest(data, all, schema);
  return { checked, findings: all };
}

function isGroup(value: unknown): value is PlainData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks what a folder gives to its pages. Findings are those of a key `cascade`. */
export function checkCascade(
  written: PlainData,
  known: KnownKeys,
): { readonly cascade: Cascade; readonly findings: readonly Finding[] } {
  const own = checkOwn(without(written, ofOnePage), known);
  const single = Object.keys(written)
    .filter((key) => ofOnePage.has(key))
    .map((key) => ({
      path: [key],
      message: `\`${key}\` is of one page: a folder cannot give it to all of its pages`,
      hint: 'write it in the page itself',
      unknownKey: false,
    }));
  const extra = unknownValues(written, known);
  const findings = [...own.findings, ...single, ...nearMisses(extra, known)];
  const wrong = new Set(
    findings.filter(({ unknownKey }) => !unknownKey).map((finding) => finding.path[0]),
  );
  const sound = without(written, wrong);
  const full = toFrontMatter(own.checked, extra, known);
  const names = Object.keys(sound).map((key) => (key === 'author' ? 'authors' : key));
  const values = Object.fromEntries(
    Object.entries(full).filter(([key]) => names.includes(key)),
  ) as Partial<FrontMatter>;
  const { terms } = full;
  return {
    cascade: {
      values: {
        ...values,
        ...(Object.keys(terms).length === 0 ? {} : { terms }),
        ...(Object.keys(extra).length === 0 ? {} : { extra }),
      },
      written: sound,
    },
    findings: findings.map(({ path, message, ...rest }) => ({
      ...rest,
      path: ['cascade', ...path],
      message: message.replace(/^`/, '`cascade.'),
    })),
  };
}

type FrontMatterSchema = ReturnType<typeof schemaWith>;
const schemas = new WeakMap<KnownKeys, FrontMatterSchema>();

function schemaOf(known: KnownKeys): FrontMatterSchema {
  const made = schemas.get(known) ?? schemaWith(known.taxonomies);
  schemas.set(known, made);
  return made;
}

/** What is left without the keys that are wrong. Of `runbook` the sound settings stay. */
function checkRest(
  data: PlainData,
  findings: readonly Finding[],
  schema: FrontMatterSchema,
): CheckedFrontMatter {
  // Of a cascade only the keys that are wrong are left out.
  const wrong = new Set(
    findings
      .filter(({ path }) => path[0] !== 'cascade' || path.length === 1)
      .map(({ path }) => path[0]),
  );
  const inRunbook = findings.filter((finding) => finding.path[0] === 'runbook');
  const settings = new Set(inRunbook.map((finding) => finding.path[1]));
  const { runbook } = data;
  const rest =
    typeof runbook === 'object' && runbook !== null && !settings.has(undefined)
      ? { runbook: without(runbook, settings) }
      : {};
  return schema.parse({ ...without(data, wrong), ...rest });
}

function without(data: object, keys: ReadonlySet<PropertyKey | undefined>): PlainData {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.has(key)));
}

function withHint(finding: Finding, data: PlainData): Finding {
  const [key] = finding.path;
  const value = data[String(key)];
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (finding.path.length === 1 && scalar && finding.message.includes('must be text')) {
    return { ...finding, hint: `write it in quotes: \`${String(key)}: "${value}"\`` };
  }
  return finding;
}

function bothImages(data: PlainData): Finding[] {
  const settings = data.runbook;
  if (typeof settings !== 'object' || settings === null) return [];
  return 'image' in settings && 'images' in settings
    ? [
        {
          path: ['runbook', 'image'],
          message: '`runbook.image` and `runbook.images` are both given',
          hint: 'keep `images`',
          unknownKey: false,
        },
      ]
    : [];
}

/** Two names of one thing: the first holds. */
function bothGiven(data: PlainData, name: string, alias: string): Finding[] {
  if (!Object.hasOwn(data, name) || !Object.hasOwn(data, alias)) return [];
  return [
    {
      path: [alias],
      message: `\`${name}\` and \`${alias}\` are both given`,
      hint: `keep \`${name}\``,
      unknownKey: false,
    },
  ];
}

function unknownValues(data: PlainData, known: KnownKeys): PlainData {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !known.has(key)));
}

function nearMisses(unknown: PlainData, known: KnownKeys): Finding[] {
  return Object.keys(unknown).flatMap((key) => {
    const guess = known.meant(key);
    if (guess === undefined) return [];
    return [
      {
        path: [key],
        message: `\`${key}\` is not a known key`,
        hint: `did you mean \`${guess}\`?`,
        unknownKey: true,
      },
    ];
  });
}

function misplaced(key: string): Finding {
  return {
    path: [key],
    message: `\`${key}\` is a setting of \`runbook\`, and does nothing here`,
    hint: 'write it below `runbook:`',
    unknownKey: true,
  };
}

async function checkUser(
  data: PlainData,
  schema: NonNullable<CollectionConfig['schema']>,
  collection: string,
): Promise<Extra> {
  const failed = (message: string, path: readonly PropertyKey[] = []) => ({
    path,
    message,
    unknownKey: false,
  });
  try {
    const result = await schema['~standard'].validate(structuredClone(data));
    if (result.issues === undefined) {
      const { value } = result;
      const extra = typeof value === 'object' && value !== null ? (value as PlainData) : {};
      return { extra, findings: [] };
    }
    const findings = result.issues.map((issue) => {
      const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
      const name = path.length === 0 ? 'the front matter' : `\`${keyPath(path)}\``;
      return failed(
        `${name} does not fit the schema of the collection \`${collection}\`: ${issue.message}`,
        path,
      );
    });
    return { extra: {}, findings };
  } catch (error) {
    const reason = error instanceof Error ? error.message : describeValue(error);
    return {
      extra: {},
      findings: [failed(`the schema of the collection \`${collection}\` threw: ${reason}`)],
    };
  }
}

function toFrontMatter(
  checked: CheckedFrontMatter,
  extra: PlainData,
  known: KnownKeys,
): FrontMatter {
  const tags = distinct(checked.tags);
  return {
    title: checked.title,
    description: checked.description,
    date: checked.date,
    updated: checked.updated,
    draft: checked.draft ?? false,
    publishDate: checked.publishDate,
    expiryDate: checked.expiryDate,
    unlisted: checked.unlisted ?? false,
    tags,
    terms: termsOf(checked, tags, known),
    authors: distinct(
      checked.authors ?? (checked.author === undefined ? undefined : [checked.author]),
    ),
    series: seriesOf(checked.series),
    updates: checked.updates?.length ? checked.updates : emptyFrontMatter.updates,
    slug: checked.slug,
    permalink: checked.permalink,
    aliases: distinct(checked.aliases),
    canonical: checked.canonical,
    noindex: checked.noindex ?? false,
    llms: checked.llms ?? true,
    image: imageOf(checked.image),
    toc: checked.toc ?? true,
    editLink: checked.editLink ?? true,
    order: checked.order ?? checked.weight,
    sidebarLabel: checked.sidebarLabel,
    collapsed: checked.collapsed,
    cascade: checked.cascade && checkCascade(checked.cascade, known).cascade,
    symptoms: distinct(checked.symptoms),
    owner: checked.owner,
    runbook: checked.runbook === undefined ? undefined : toSettings(checked.runbook),
    extra: Object.keys(extra).length === 0 ? emptyFrontMatter.extra : extra,
  };
}

function distinct(texts: readonly string[] | undefined): readonly string[] {
  return texts === undefined || texts.length === 0 ? emptyFrontMatter.tags : [...new Set(texts)];
}

function termsOf(checked: object, tags: readonly string[], known: KnownKeys): FrontMatter['terms'] {
  return gatherTerms(known, (name) =>
    name === 'tags' ? tags : distinct(Reflect.get(checked, name) as readonly string[] | undefined),
  );
}

function seriesOf(series: CheckedFrontMatter['series']): FrontMatter['series'] {
  return typeof series === 'string' ? { name: series } : series;
}

function imageOf(image: CheckedFrontMatter['image']): FrontMatter['image'] {
  if (image === undefined) return undefined;
  return typeof image === 'string'
    ? { src: image, alt: '' }
    : { src: image.src, alt: image.alt ?? '' };
}
