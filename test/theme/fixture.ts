import type { CollectionKind, EngineName } from '../../src/model/config.ts';
import { emptyFrontMatter } from '../../src/model/empty-front-matter.ts';
import type { BodyPart, Heading, Page } from '../../src/model/page.ts';
import type { Badge, CommandResult, Evidence, StepResult } from '../../src/model/report.ts';
import type { Runbook, Step } from '../../src/model/runbook.ts';
import type { Collection, Proof, Site, View } from '../../src/model/site.ts';
import { sourceFile, spanAt } from '../../src/model/source.ts';
import type { PageProps } from '../../themes/default/contract.ts';
import { propsOf } from '../../themes/default/draw.ts';
import { kit } from '../../themes/default/index.ts';

type PageView = Extract<View, { kind: 'page' }>;

export interface PageInput {
  readonly id: string;
  readonly kind: CollectionKind;
  readonly title: string;
  readonly url?: string;
  readonly description?: string;
  readonly date?: string;
  readonly updated?: string;
  readonly tags?: readonly string[];
  readonly body?: readonly BodyPart[];
  readonly headings?: readonly Heading[];
  readonly anchors?: readonly string[];
  readonly excerpt?: string;
  readonly symptoms?: readonly string[];
  readonly owner?: string;
}

const dateOf = (written: string) => ({ written, iso: `${written}T00:00:00Z` });

export function pageOf(input: PageInput): Page {
  const { id, kind, title, description, date, updated } = input;
  const url = input.url ?? `/${id}/`;
  const headings = input.headings ?? [];
  return {
    source: sourceFile(`content/${id}.md`, `# ${title}\n`),
    id,
    collection: `${kind}s`,
    kind,
    frontmatter: {
      ...emptyFrontMatter,
      tags: input.tags ?? [],
      symptoms: input.symptoms ?? [],
      owner: input.owner,
      ...(description === undefined ? {} : { description }),
      ...(date === undefined ? {} : { date: dateOf(date) }),
      ...(updated === undefined ? {} : { updated: dateOf(updated) }),
    },
    bodyStart: 0,
    keyPlaces: {},
    url,
    outputPath: `${url.slice(1)}index.html`,
    title,
    body: input.body ?? ['<p>Text.</p>\n'],
    headings,
    links: [],
    assets: [],
    anchors: input.anchors ?? headings.map((one) => one.id),
    excerpt: input.excerpt ?? '',
    summary: description ?? '',
    words: 640,
    markdown: '',
    stepIds: (input.body ?? []).flatMap((part) => (typeof part === 'string' ? [] : [part.step])),
  };
}

export interface StepInput extends Partial<Step> {
  readonly script?: string;
}

export function stepOf(number: number, input: StepInput = {}): Step {
  const { script = 'df -h', ...rest } = input;
  const id = input.name ?? `step-${number}`;
  const span = spanAt('', 0);
  return {
    id,
    number,
    language: 'sh',
    span,
    commands: input.file === undefined ? [{ script, span, exit: 0 }] : [],
    hidden: false,
    digest: `sha256:${id}`,
    ...rest,
  };
}

export function commandResult(input: Partial<CommandResult> = {}): CommandResult {
  return {
    script: 'df -h',
    exitCode: 0,
    expectedExit: 0,
    ended: 'exit',
    stdout: '',
    stderr: '',
    truncated: false,
    durationMs: 31,
    passed: true,
    ...input,
  };
}

export function stepResult(step: Step, input: Partial<StepResult> = {}): StepResult {
  return {
    id: step.id,
    number: step.number,
    ...(step.name === undefined ? {} : { name: step.name }),
    digest: step.digest,
    status: 'passed',
    durationMs: 42,
    commands: step.commands.map(({ script }) => commandResult({ script })),
    ...input,
  };
}

export function evidenceOf(input: {
  readonly steps: readonly StepResult[];
  readonly image?: string;
  readonly engine?: EngineName;
  readonly engineVersion?: string;
  readonly more?: Partial<Evidence>;
}): Evidence {
  const { image = 'debian:12', engine = 'docker' } = input;
  const namespace = engine === 'bubblewrap';
  return {
    schema: 1,
    runbook: 'runbooks/x',
    title: 'X',
    file: 'content/runbooks/x.md',
    ...(namespace ? {} : { image }),
    ground: {
      engine,
      engineVersion: input.engineVersion ?? (namespace ? '0.8.0' : '20.10.24'),
      ...(namespace ? {} : { image, imageDigest: 'sha256:0' }),
      system: 'Debian GNU/Linux 12 (bookworm)',
      architecture: 'x86_64',
      name: namespace ? 'a namespace sandbox on Debian 12' : image,
    },
    sourceDigest: 'sha256:0',
    runbookDigest: 'sha256:0',
    startedAt: '2026-11-20T03:12:09Z',
    durationMs: 3210,
    status: 'passed',
    steps: input.steps,
    diagnostics: [],
    ...input.more,
  };
}

export function proofOf(input: {
  readonly steps: readonly Step[];
  readonly images: readonly {
    readonly badge: Badge;
    readonly evidence?: Evidence;
    readonly image?: string;
  }[];
  readonly badge?: Badge;
  readonly changedSteps?: readonly string[];
}): Proof {
  const { steps, images, changedSteps = [] } = input;
  const runbook: Runbook = {
    id: 'runbooks/x',
    title: 'X',
    source: sourceFile('content/runbooks/x.md', ''),
    sandbox: {
      images: images.flatMap(({ image }) => (image === undefined ? [] : [image])),
      network: 'none',
      privileges: 'strict',
      limits: { memoryBytes: 1, cpus: 1, pids: 1, openFiles: 1, outputBytes: 1, diskBytes: 1 },
      env: {},
      services: [],
      secrets: [],
      timeoutMs: 60_000,
      stepTimeoutMs: 10_000,
    },
    tags: [],
    steps,
    digest: 'sha256:0',
  };
  return {
    runbook,
    status: { badge: input.badge ?? images[0]?.badge ?? 'unverified', images, changedSteps },
  };
}

export function collectionOf(
  kind: CollectionKind,
  title: string,
  pages: readonly Page[],
  more: Partial<Collection> = {},
): Collection {
  const name = title.toLowerCase();
  return {
    config: { name, kind, folder: name, title, description: '', permalink: '', pageSize: 10 },
    pages,
    url: `/${name}/`,
    navigation: [],
    ...more,
  };
}

export function siteOf(input: Partial<Site> = {}): Site {
  return {
    config: {
      title: 'Rutter',
      description: 'Sailing directions that somebody sailed.',
      url: 'https://example.org',
      language: 'en',
      direction: 'ltr',
      home: '/',
      dates: 'iso',
      words: {},
      relativeLinks: false,
      base: '/',
      navigation: [],
      editUrl: 'https://example.org/source/edit/main/',
    },
    data: {},
    pages: [],
    collections: [],
    taxonomies: [],
    tags: [],
    authors: [],
    coverage: new Map(),
    proofs: new Map(),
    history: new Map(),
    feeds: [{ title: 'Posts', url: '/feed.xml', type: 'application/atom+xml' }],
    ...input,
  };
}

export function viewOf(page: Page, collection: Collection, more: Partial<PageView> = {}): PageView {
  return {
    kind: 'page',
    url: page.url,
    outputPath: page.outputPath,
    title: page.title,
    head: { canonical: page.url, feeds: [] },
    description: page.frontmatter.description ?? '',
    page,
    collection,
    ...more,
  };
}

/** What the default theme gives its layouts and parts. */
export function propsFor<Shown extends View>(view: Shown, site = siteOf()): PageProps<Shown> {
  return propsOf(view, site, kit);
}
