import { type AllFolders, allFolders } from '../content/all-folders.ts';
import { inherit } from '../content/cascade.ts';
import { readEntry } from '../content/entry.ts';
import { filesBeside } from '../content/files-beside.ts';
import { hookPages } from '../content/hook-pages.ts';
import { idOf } from '../content/in-collection.ts';
import { scan } from '../content/scan.ts';
import { firstHeading } from '../markdown/heading-marks.ts';
import { createMarkdown } from '../markdown/processor.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { sitePlugins } from '../model/plugin.ts';
import type { PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { SourceFile } from '../model/source.ts';
import { titleOf } from '../model/title.ts';
import { coverageOf } from '../runbook/coverage.ts';
import { parseRunbook } from '../runbook/read/parse.ts';

/** What `verify` has to know of a page. JSON-safe. */
export interface PageReading {
  /** None where the page has a mistake, which may be in what is to be run. */
  readonly runbook?: Runbook | undefined;
  readonly draft: boolean;
  /** Absent where the page cannot be read at all. */
  readonly coverage?: PageCoverage | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export type ParsePage = (source: SourceFile) => Promise<PageReading>;

/**
 * Reads pages as the configuration says. Apart from everything else of `verify`, as the Markdown room
 * takes longer to load than a run takes in which nothing has changed.
 * @param folders Of the content; where they are not given they are read with the first page.
 */
export function pageParser(config: Config, folders?: AllFolders): ParsePage {
  let known: Promise<AllFolders> | undefined;
  const markdown = createMarkdown(config.markdown);
  const {
    contentDir,
    markdown: { sanitize },
  } = config;
  const files = filesBeside(config, sanitize ? contentDir : undefined);
  return async (source) => {
    known ??= folders === undefined ? allFolders(scan(config), config) : Promise.resolve(folders);
    const { inheritedBy } = await known;
    const inherited = inheritedBy(idOf(source, config));
    const { entry: own, diagnostics: found } = await readEntry(source, config, inherited);
    const read = own && inherit(own, inherited);
    // Warnings of the front matter are the build's to tell.
    const mistakes = found.filter((one) => one.severity === 'error');
    const [entry] = read === undefined ? [] : await hookPages([read], sitePlugins(config));
    if (entry === undefined) return { draft: false, diagnostics: mistakes };
    const { readFile } = files.reader();
    const page = markdown.read(source, entry.bodyStart, readFile);
    const { tree } = page;
    const whole = { ...entry, source: page.source };
    const title = titleOf(entry, firstHeading(tree, page.source.text));
    const parsed = parseRunbook({ tree, entry: whole, title, config });
    // A page that cannot be read whole has no tree to find steps in.
    const unread = tree.data?.unread === undefined ? [] : [tree.data.unread];
    const diagnostics = [...mistakes, ...page.diagnostics, ...unread, ...parsed.diagnostics];
    const isSound = diagnostics.every((one) => one.severity !== 'error');
    const { draft } = entry.frontmatter;
    const coverage = coverageOf({ tree, source: page.source, runbook: parsed.runbook });
    return { coverage, runbook: isSound ? parsed.runbook : undefined, draft, diagnostics };
  };
}
