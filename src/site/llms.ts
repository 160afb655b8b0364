import type { Config } from '../model/config.ts';
import type { PlannedFile } from '../model/output.ts';
import type { Page } from '../model/page.ts';
import type { Site, View } from '../model/site.ts';
import { keyOf } from '../model/source.ts';
import { originOf } from './feeds.ts';
import { decodePath, foldPath, urlOfOutput } from './urls.ts';

export interface LlmsInput {
  /** The site in each of its languages. */
  readonly sites: readonly Site[];
  readonly views: readonly View[];
  readonly config: Pick<Config, 'llms'>;
  /** Of all that a page is. */
  readonly digestOf: (page: Page) => string;
}

/** Where the Markdown of a page is published: beside its HTML. Undefined for one that has none. */
export function markdownPath(
  { frontmatter, outputPath, fallbackOf }: Pick<Page, 'frontmatter' | 'outputPath' | 'fallbackOf'>,
  { llms }: Pick<Config, 'llms'>,
): string | undefined {
  const isLeftOut = !frontmatter.llms || frontmatter.noindex || fallbackOf !== undefined;
  if (!llms || isLeftOut || outputPath === '404.html') return undefined;
  return outputPath.replace(/\.html?$/i, '.md');
}

/**
 * `llms.txt` (https://llmstxt.org), `llms-full.txt` with the Markdown of all that it lists, and the
 * Markdown of each page. Other languages than the default one have lists of their own in their folders.
 */
export function llmsFiles({ sites, views, config, digestOf }: LlmsInput): readonly PlannedFile[] {
  if (!config.llms) return [];
  // Pages that share a URL are told of by `planPlaces`: one stands for all.
  const taken = new Set<string>();
  const found = new Set(views.flatMap(({ head, url }) => (head?.canonical === url ? [url] : [])));
  return sites.flatMap((site) => {
    const copies = site.pages.flatMap((page): PlannedFile[] => {
      const path = markdownPath(page, config);
      if (path === undefined || taken.has(foldPath(path))) return [];
      taken.add(foldPath(path));
      const key = () => keyOf(JSON.stringify(['markdown', digestOf(page)]));
      return [{ path, from: page.source.path, key, make: () => markdownOf(page) }];
    });
    const sections = sectionsOf(site, (page) => {
      const isListed = !page.frontmatter.unlisted && found.has(page.url);
      return isListed && markdownPath(page, config) !== undefined;
    });
    return sections.length === 0 ? copies : [...lists(site, sections, digestOf), ...copies];
  });
}

interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** The pages of each collection in its order. */
function sectionsOf(site: Site, isListed: (page: Page) => boolean): readonly Section[] {
  return site.collections
    .map(({ config: { title }, pages }) => ({ title, pages: pages.filter(isListed) }))
    .filter(({ pages }) => pages.length > 0);
}

function lists(
  site: Site,
  sections: readonly Section[],
  digestOf: LlmsInput['digestOf'],
): readonly PlannedFile[] {
  const { title, description, home, base } = site.config;
  const folder = decodePath(home.slice(base.length));
  const about = description === '' ? [] : [`> ${lineOf(description)}`];
  const head = `${[`# ${lineOf(title)}`, ...about].join('\n\n')}\n`;
  return [
    {
      path: `${folder}llms.txt`,
      make: () => ({ pieces: () => listPieces(head, sections, site) }),
    },
    {
      path: `${folder}llms-full.txt`,
      key: () =>
        keyOf(JSON.stringify([site.config, sections.map(({ pages }) => pages.map(digestOf))])),
      make: () => ({ pieces: () => fullPieces(head, sections, site) }),
    },
  ];
}

function* listPieces(head: string, sections: readonly Section[], site: Site): Generator<string> {
  yield head;
  for (const { title, pages } of sections) {
    yield `\n## ${lineOf(title)}\n\n`;
    for (const page of pages) {
      const about = lineOf(page.frontmatter.description ?? page.summary);
      const label = lineOf(page.title).replace(/[\\[\]]/g, '\\$&');
      const url = markdownUrl(page, site).replace(/[()]/g, escapes);
      yield `- [${label}](${url})${about === '' ? '' : `: ${about}`}\n`;
    }
  }
}

function* fullPieces(head: string, sections: readonly Section[], site: Site): Generator<string> {
  yield head;
  for (const { pages } of sections) {
    for (const page of pages) {
      yield `\n---\n\nSource: ${originOf(site) ?? ''}${page.url}\n\n${markdownOf(page)}`;
    }
  }
}

/** With the title as its heading. */
function markdownOf(page: Page): string {
  const { description } = page.frontmatter;
  const about = description === undefined ? '' : `> ${lineOf(description)}\n\n`;
  return `# ${lineOf(page.title)}\n\n${about}${runbookFacts(page)}${page.markdown}\n`;
}

/** How one tells that a runbook is meant, and who answers for it. */
function runbookFacts({ frontmatter: { symptoms, owner } }: Page): string {
  const list = symptoms.map((one) => `- ${lineOf(one)}\n`).join('');
  return `${list === '' ? '' : `Symptoms:\n\n${list}\n`}${owner === undefined ? '' : `Owner: ${lineOf(owner)}\n\n`}`;
}

function markdownUrl(page: Page, site: Site): string {
  const path = page.outputPath.replace(/\.html?$/i, '.md');
  return (originOf(site) ?? '') + urlOfOutput(path, site.config.base);
}

/** A bracket would end the target of a link. */
function escapes(bracket: string): string {
  return bracket === '(' ? '%28' : '%29';
}

function lineOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
