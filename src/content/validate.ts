import type { CollectionConfig } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { describeValue, type Finding, findingsOf, keyPath } from '../model/findings.ts';
import type { FrontMatter } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { emptyFrontMatter } from './empty-front-matter.ts';
import type { RawFrontMatter } from './front-matter.ts';
import { isKnownKey, meantKey } from './known-keys.ts';
import { type CheckedFrontMatter, frontMatterSchema } from './page-schema.ts';
import type { PlainData } from './plain-data.ts';
import { toSettings } from './runbook-settings.ts';

export interface ValidationInput {
  readonly source: SourceFile;
  readonly raw: RawFrontMatter;
  readonly collection: Pick<CollectionConfig, 'name' | 'schema'>;
}

export interface Validated {
  readonly frontmatter: FrontMatter;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks front matter by our schema and the collection's. A key that is wrong is reported and left out. */
export async function validate(input: ValidationInput): Promise<Validated> {
  const { raw, collection } = input;
  const { data } = raw;
  const own = checkOwn(data);
  if (collection.schema === undefined) {
    const extra = unknownValues(data);
    return together(input, own, { extra, findings: nearMisses(extra) });
  }
  return together(input, own, await checkUser(data, collection.schema, collection.name));
}

interface Checked {
  readonly checked: CheckedFrontMatter;
  readonly findings: readonly Finding[];
}

interface Extra {
  readonly extra: PlainData;
  readonly findings: readonly Finding[];
}

function together({ source, raw }: ValidationInput, own: Checked, user: Extra): Validated {
  const wrong = new Set(own.findings.map((finding) => finding.path[0]));
  const findings = [
    ...own.findings,
    ...user.findings.filter((one) => one.path.length === 0 || !wrong.has(one.path[0])),
  ];
  return {
    frontmatter: toFrontMatter(own.checked, user.extra),
    diagnostics: findings.map((finding) =>
      diagnosticAt(source, raw.locate(finding.path), {
        code: finding.unknownKey ? 'frontmatter-unknown-key' : 'frontmatter-invalid',
        severity: finding.unknownKey && finding.path.length === 1 ? 'warning' : 'error',
        message: finding.message,
        hint: finding.hint,
      }),
    ),
  };
}

function checkOwn(data: PlainData): Checked {
  const first = frontMatterSchema.safeParse(data);
  const findings = first.success
    ? []
    : findingsOf(first.error, frontMatterSchema, data).map((finding) => withHint(finding, data));
  const both = bothImages(data);
  const all = [...findings, ...both];
  const checked = all.length === 0 && first.success ? first.data : checkRest(data, all);
  return { checked, findings: all };
}

/** What is left without the keys that are wrong. Of `runbook` the sound settings stay. */
function checkRest(data: PlainData, findings: readonly Finding[]): CheckedFrontMatter {
  const wrong = new Set(findings.map((finding) => finding.path[0]));
  const inRunbook = findings.filter((finding) => finding.path[0] === 'runbook');
  const settings = new Set(inRunbook.map((finding) => finding.path[1]));
  const { runbook } = data;
  const rest =
    typeof runbook === 'object' && runbook !== null && !settings.has(undefined)
      ? { runbook: without(runbook, settings) }
      : {};
  return frontMatterSchema.parse({ ...without(data, wrong), ...rest });
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

function unknownValues(data: PlainData): PlainData {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !isKnownKey(key)));
}

function nearMisses(unknown: PlainData): Finding[] {
  return Object.keys(unknown).flatMap((key) => {
    const guess = meantKey(key);
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

function toFrontMatter(checked: CheckedFrontMatter, extra: PlainData): FrontMatter {
  return {
    title: checked.title,
    description: checked.description,
    date: checked.date,
    updated: checked.updated,
    draft: checked.draft ?? false,
    tags: checked.tags === undefined ? emptyFrontMatter.tags : [...new Set(checked.tags)],
    slug: checked.slug,
    permalink: checked.permalink,
    order: checked.order,
    sidebarLabel: checked.sidebarLabel,
    author: checked.author,
    runbook: checked.runbook === undefined ? undefined : toSettings(checked.runbook),
    extra: Object.keys(extra).length === 0 ? emptyFrontMatter.extra : extra,
  };
}
