import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { loadConfig } from '../../config/load.ts';
import { readFrontMatter } from '../../content/front-matter.ts';
import { createMarkdown } from '../../markdown/processor.ts';
import type { RenderedBody } from '../../model/page.ts';
import { type SourceFile, sourceFile } from '../../model/source.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, printDiagnostics, strictly } from '../print-diagnostics.ts';
import { refusal } from '../refusal.ts';

export const run: Run = async ({ arguments: [given], options, print, cwd }) => {
  const { root, markdown: settings } = await loadConfig(loadOptions(options));
  const source = await read(String(given), root);
  const markdown = createMarkdown(settings);
  const { bodyStart, diagnostics: found } = readFrontMatter(source);
  const { rendered, diagnostics: more } = await markdown.render(markdown.parse(source, bodyStart), {
    source,
    // There is no site that a link could lead into: it stays as written.
    resolve: (target) => ({ url: target }),
    steps: new Map(),
  });
  const diagnostics = strictly([...found, ...more], options.strict);
  print.data(articleOf(rendered));
  printDiagnostics(diagnostics, { print, root, cwd });
  return hasErrors(diagnostics) ? exitStatus.failed : exitStatus.ok;
};

async function read(given: string, root: string): Promise<SourceFile> {
  if (given === '-') return sourceFile('<stdin>', (await buffer(process.stdin)).toString());
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
