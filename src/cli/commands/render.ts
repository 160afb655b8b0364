import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { collectionDefaults } from '../../config/defaults.ts';
import { loadConfig } from '../../config/load.ts';
import { readEntry } from '../../content/entry.ts';
import { filesBeside } from '../../content/files-beside.ts';
import { createMarkdown } from '../../markdown/processor.ts';
import type { CollectionConfig, Config } from '../../model/config.ts';
import type { RenderedBody } from '../../model/page.ts';
import { type SourceFile, sourceFile } from '../../model/source.ts';
import { titleOf } from '../../model/title.ts';
import { parseRunbook } from '../../runbook/read/parse.ts';
import { openShortcodes } from '../../shortcodes/open.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, printDiagnostics, strictly } from '../print-diagnostics.ts';
import { refusal } from '../refusal.ts';

export const run: Run = async ({ arguments: [given], options, print, cwd }) => {
  const config = await loadConfig(loadOptions(options));
  const written = await read(String(given), config.root);
  const { entry, diagnostics: broken } = await readEntry(written, asPage(written, config));
  if (entry === undefined) throw new Error(`${written.path} is in no collection`);
  const markdown = createMarkdown(config.markdown);
  const { readFile, readBytes } = filesBeside(config).reader();
  const {
    contentDir,
    markdown: { sanitize },
  } = config;
  const included = filesBeside(config, sanitize ? contentDir : undefined).reader();
  const page = markdown.read(written, entry.bodyStart, included.readFile);
  const { source, tree } = page;
  const steps = parseRunbook({ tree, entry: { ...entry, source }, title: titleOf(entry), config });
  const article = await markdown.render(tree, {
    source,
    // There is no site that a link could lead into: it stays as written.
    resolve: (target) => ({ url: target }),
    steps: steps.blocks,
    prompts: entry.frontmatter.runbook?.prompts,
    language: config.site.language,
    readFile,
    readBytes,
    shortcodes: openShortcodes(config),
    page: { id: entry.id, collection: entry.collection, title: titleOf(entry) },
  });
  const found = [...broken, ...page.diagnostics, ...steps.diagnostics, ...article.diagnostics];
  const diagnostics = strictly(found, options.strict);
  print.data(articleOf(article.rendered));
  printDiagnostics(diagnostics, { print, root: config.root, cwd });
  return hasErrors(diagnostics) ? exitStatus.failed : exitStatus.ok;
};

type Places = Pick<Config, 'root' | 'contentDir' | 'collections'>;

/** A file of the content is what its collection makes of it; any other, and stdin, is a plain page. */
function asPage(source: SourceFile, { root, contentDir, collections }: Config): Places {
  const inContent = relative(contentDir, resolve(root, source.path));
  const outside = inContent === '..' || inContent.startsWith(`..${sep}`) || isAbsolute(inContent);
  if (source.path === stdin || outside) return { root, contentDir: root, collections: [plain] };
  return { root, contentDir, collections: [...collections, plain] };
}

const stdin = '<stdin>';

const plain: CollectionConfig = {
  ...collectionDefaults,
  name: 'pages',
  kind: 'page',
  folder: '',
  title: 'Pages',
  permalink: '/:path/',
};

async function read(given: string, root: string): Promise<SourceFile> {
  if (given === '-') return sourceFile(stdin, (await buffer(process.stdin)).toString());
  const path = relative(root, resolve(given)).split(sep).join('/');
  try {
    return sourceFile(path, await readFile(given, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'it does not exist',
      EISDIR: 'it is a folder',
      EACCES: 'permission denied',
    };
    if (!Object.hasOwn(reasons, code)) throw error;
    throw refusal('render-unreadable', `cannot read \`${given}\`: ${reasons[code]}`);
  }
}

/** The first heading, which a theme shows as the title of the page, is part of the article. */
function articleOf({ leadingHeading, body }: RenderedBody): string {
  const title = leadingHeading === undefined ? '' : `<h1>${escaped(leadingHeading)}</h1>\n`;
  const parts = body.map((part) => (typeof part === 'string' ? part : part.html));
  const html = title + parts.join('');
  return html === '' || html.endsWith('\n') ? html : `${html}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
