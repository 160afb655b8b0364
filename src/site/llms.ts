import type { Config } from '../model/config.ts';
import type { PlannedFile } from '../model/output.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { keyOf } from '../model/source.ts';
import { originOf } from './feeds.ts';
import { foldPath, urlOfOutput } from './urls.ts';

export interface LlmsInput {
  readonly site: Site;
  readonly config: Pick<Config, 'llms'>;
  /** Of all that a page is. */
  readonly digestOf: (page: Page) => string;
}

/** Where the Markdown of a page is published: beside its HTML. Undefined for one that has none. */
export function markdownPath(
  { frontmatter, outputPath, fallbackOf }: Pick<Page, 'frontmatter' | 'outputPath' | 'fallbackOf'>,
  { llms }: Pick<Config, 'llms'>,
): string | undefined {
  if (!llms || !frontmatter.llms || frontmatter.noindex || outputPath === '404.html')
    return undefined;
  // It is there in the language it is written in.
  if (fallbackOf !== undefined) return undefined;
  return outputPath.replace(/\.html?$/i, '.md');
}

/**
 * `llms.txt` (https://llmstxt.org), `llms-full.txt` with the Markdown of all that it lists, and the
 * Markdown of each page.
 */
export function llmsFiles({ site, config, digestOf }: LlmsInput): readonly PlannedFile[] {
  if (!config.llms) return [];
  const { title, description } = site.config;
  const head = [
    `# ${lineOf(title)}`,
    ...(description === '' ? [] : [`> ${lineOf(description)}`]),
  ].join('\n\n');
  const sections = sectionsOf(site, config);
  // Pages that share a URL are told of by `planPlaces`: one stands for all.
  const taken = new Set<string>();
  const copies = site.pages.flatMap((page): PlannedFile[] => {
    const path = markdownPath(page, config);
    if (path === undefined || taken.has(foldPath(path))) return [];
    taken.add(foldPath(path));
    const key = () => keyOf(JSON.stringify(['markdown', digestOf(page)]));
    return [{ path, from: page.source.path, key, make: () => markdownOf(page) }];
  });
  if (sections.length === 0) return copies;
  return [
    {
      path: 'llms.txt',
      make: () => ({ pieces: () => listPieces(head, sections, site) }),
    },
    {
      path: 'llms-full.txt',
      key: () =>
        keyOf(
          JSON.stringify([
            site.config,
            sections.map((one) => [one.title, one.pages.map(digestOf)]),
          ]),
        ),
      make: () => ({ pieces: () => fullPieces(head, sections, site) }),
    },
    ...copies,
  ];
}

interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** The pages of each collection in its order. A front page of the site is told of by the head. */
function sectionsOf(site: Site, config: Pick<Config, 'llms'>): readonly Section[] {
  return site.collections
    .map(({ config: { title }, pages }) => ({
      title,
      pages: pages.filter(
        (page) => !page.frontmatter.unlisted && markdownPath(page, config) !== undefined,
      ),
    }))
    .filter(({ pages }) => pages.length > 0);
}

function* listPieces(head: string, sections: readonly Section[], site: Site): Generator<string> {
  yield `${head}\n`;
  for (const { title, pages } of sections) {
    yield `\n## ${lineOf(title)}\n\n`;
    for (const page of pages) {
      const about = lineOf(page.frontmatter.description ?? page.summary);
      const label = lineOf(page.title).replace(/[\\[\]]/g, '\\$&');
      const url = encodeTarget(markdownUrl(page, site));
      yield `- [${label}](${url})${about === '' ? '' : `: ${about}`}\n`;
    }
  }
}

function* fullPieces(head: string, sections: readonly Section[], site: Site): Generator<string> {
  yield `${head}\n`;
  for (const { pages } of sections) {
    for (const page of pages) {
      yield `\n---\n\nSource: ${originOf(site) ?? ''}${page.url}\n\n${markdownOf(page)}`;
    }
  }
}

/** With the title as its heading. */
function markdownOf(page: Page): string {
  const description = page.frontmatter.description;
  const about = description === undefined ? '' : `> ${lineOf(description)}\n\n`;
  return `# ${lineOf(page.title)}\n\n${about}${page.markdown.trim()}\n`;
}

function markdownUrl(page: Page, site: Site): string {
  const path = page.outputPath.replace(/\.html?$/i, '.md');
  return (originOf(site) ?? '') + urlOfOutput(path, site.config.base);
}

function encodeTarget(url: string): string {
  return url.replace(/[()]/g, (character) => (character === '(' ? '%28' : '%29'));
}

function lineOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
