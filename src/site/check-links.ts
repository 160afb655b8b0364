import { posix } from 'node:path';
import { type Config, severityOf } from '../model/config.ts';
import { type Diagnostic, type DiagnosticInput, diagnosticAt } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { LinkReference, Page } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { checkMenus, type MenuCheckInput } from './check-menus.ts';
import { exceptionsOf } from './exceptions.ts';
import { createGuesses, type Guesses } from './link-guesses.ts';
import type { Withheld } from './publishable.ts';
import type { FindTarget, Target } from './targets.ts';
import { decodePath, outputCandidates } from './urls.ts';

export interface LinkCheckInput {
  readonly pages: readonly Page[];
  readonly findTarget: FindTarget;
  /** A file that pages include, as it was read. */
  readonly partSource: (part: NonNullable<LinkReference['part']>) => SourceFile;
  /** Every path of the output folder. */
  readonly files: ReadonlySet<string>;
  /** Paths of the content folder that a link may name, for hints: `docs/install.md`. */
  readonly sources: () => readonly string[];
  readonly config: Pick<Config, 'checks' | 'site'>;
  /** What the links of the configuration are checked against. */
  readonly menus: Omit<MenuCheckInput, 'files' | 'site'>;
}

/**
 * Links, images and anchors that lead nowhere in the site, each at its place. What other hosts have
 * is not looked at: a build needs no network.
 */
export function checkLinks(input: LinkCheckInput): readonly Diagnostic[] {
  const { checks } = input.config;
  const severities = {
    links: severityOf(checks.links),
    anchors: severityOf(checks.anchors),
    images: severityOf(checks.images),
  };
  if (Object.values(severities).every((one) => one === undefined)) return [];
  const isExcepted = exceptionsOf(checks.exceptions);
  const severityFor = ({ code }: DiagnosticInput) =>
    severities[code === 'link-anchor' ? 'anchors' : code === 'link-image' ? 'images' : 'links'];
  const guesses = createGuesses(input.sources, input.files);
  const context: Context = { ...input, anchors: anchorsByPage(input.pages), guesses };
  const found: Diagnostic[] = [];
  for (const page of input.pages) {
    for (const link of page.links) {
      const problem = problemOf(page, link, context);
      const severity = problem && severityFor(problem);
      if (problem !== undefined && severity !== undefined && !isExcepted(link.target)) {
        const source = link.part === undefined ? page.source : input.partSource(link.part);
        const milder = severity === 'error' ? problem.severity : undefined;
        found.push(diagnosticAt(source, link.span, { ...problem, severity: milder ?? severity }));
      }
    }
  }
  const severity = severities.links;
  if (severity === undefined) return found;
  const menus = checkMenus({ ...input.menus, site: input.config.site, files: input.files });
  return [...found, ...menus.map((one) => ({ ...one, severity }))];
}

type Anchors = (id: string) => ReadonlySet<string> | undefined;

interface Context extends LinkCheckInput {
  readonly anchors: Anchors;
  readonly guesses: Guesses;
}

function problemOf(page: Page, link: LinkReference, input: Context): DiagnosticInput | undefined {
  const target = input.findTarget(page, link.target);
  switch (target.kind) {
    case 'external':
      return ownProblem(page, link, input);
    case 'asset':
      return undefined;
    case 'anchor':
      return anchorProblem(target.hash, page.id, input.anchors);
    case 'page':
      return (
        (link.kind === 'image' ? broken(page, link, 'is a page, not an image') : undefined) ??
        anchorProblem(target.hash, target.entry.id, input.anchors, target.entry.source.path)
      );
    case 'site':
      return siteProblem(page, link, target, input);
    case 'withheld': {
      const { entry, why } = target.withheld;
      return {
        ...broken(page, link, `leads to \`${entry.source.path}\`, which is not published`),
        hint: withheldHint[why],
      };
    }
    case 'missing':
      return {
        ...(target.wanted === '' ? emptyLink(link) : broken(page, link, nowhere)),
        hint: hintFor(page, link, target.wanted, input.guesses),
      };
  }
}

function siteProblem(
  page: Page,
  link: LinkReference,
  target: Extract<Target, { kind: 'site' }>,
  { files, guesses }: Context,
): DiagnosticInput | undefined {
  if (outputCandidates(target.path).some((path) => files.has(path))) return undefined;
  const problem = broken(page, link, nowhere);
  if (!link.target.startsWith('/')) {
    const wanted = posix.normalize(posix.join(posix.dirname(page.id), decodePath(link.target)));
    return { ...problem, hint: hintFor(page, link, wanted, guesses) };
  }
  const guess = guesses.url(`/${target.path}`);
  return { ...problem, hint: guess === undefined ? undefined : `did you mean \`${guess}\`` };
}

/** A link to the site itself with its whole address. */
function ownProblem(page: Page, link: LinkReference, input: Context): DiagnosticInput | undefined {
  const { url: origin, base } = input.config.site;
  const target = link.target.trim();
  if (origin === undefined || !target.startsWith(`${origin}${base}`)) return undefined;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || url.origin !== origin || !url.pathname.startsWith(base))
    return undefined;
  const path = decodePath(url.pathname.slice(base.length));
  const problem = siteProblem(page, link, { kind: 'site', path, url: url.pathname }, input);
  // Something else may answer there, too.
  return problem && { ...problem, severity: 'warning' };
}

const withheldHint: Readonly<Record<Withheld['why'], string>> = {
  draft: 'it is a draft: publish it, or build with `--drafts`',
  future: 'it is dated in the future: publish it, or build with `--future`',
  expired: 'its `expiryDate` has come: link to something else, or build with `--expired`',
};

const nowhere = 'leads to nothing that the site has';

function emptyLink({ kind }: LinkReference): DiagnosticInput {
  return kind === 'image'
    ? { code: 'link-image', message: 'the image names no file' }
    : { code: 'link-broken', message: 'the link names no target' };
}

function broken(page: Page, link: LinkReference, why: string): DiagnosticInput {
  const target = asWritten(page, link, link.target);
  return link.kind === 'image'
    ? { code: 'link-image', message: `the image \`${target}\` ${why}` }
    : { code: 'link-broken', message: `the link \`${target}\` ${why}` };
}

/** What a link to a path of the content folder probably meant, as its file would write it. */
function hintFor(
  page: Page,
  link: LinkReference,
  wanted: string,
  guesses: Guesses,
): string | undefined {
  const guess = wanted === '' ? undefined : guesses.source(wanted);
  if (guess === undefined) return undefined;
  const target = posix.relative(posix.dirname(page.id), guess);
  return `did you mean \`${asWritten(page, link, target)}\``;
}

/** A target of the page, seen from the folder of the part that the link stands in. */
function asWritten(page: Page, { part }: LinkReference, target: string): string {
  if (part === undefined || /^(?:[#?/\\]|[a-z][a-z0-9+.-]*:)/i.test(target)) return target;
  const file = posix.join(posix.dirname(page.source.path), target);
  return posix.relative(posix.dirname(part.path), file);
}

function anchorProblem(
  hash: string,
  id: string,
  anchors: Anchors,
  file?: string,
): DiagnosticInput | undefined {
  const [wanted = ''] = hash.split(':~:', 1);
  if (wanted === '' || wanted === 'top') return undefined;
  const known = anchors(id);
  if (known === undefined) return undefined;
  if (known.has(wanted) || known.has(decodePath(wanted))) return undefined;
  const guess = nearest(decodePath(wanted), known);
  return {
    code: 'link-anchor',
    message: `${file === undefined ? 'this page' : `\`${file}\``} has no anchor \`#${decodePath(wanted)}\``,
    hint: guess === undefined ? undefined : `did you mean \`#${guess}\``,
  };
}

/** Ids in the article, and those of its steps. Few pages are linked by one: each set is made when it is. */
function anchorsByPage(pages: readonly Page[]): Anchors {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const known = new Map<string, ReadonlySet<string>>();
  return (id) => {
    const page = byId.get(id);
    if (page === undefined) return undefined;
    const anchors = known.get(id) ?? new Set([...page.anchors, ...page.stepIds]);
    known.set(id, anchors);
    return anchors;
  };
}
