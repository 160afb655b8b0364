// Whether a generator really built the site: a build that failed silently must not count.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every so many pages one is read as a whole. */
const sample = 23;

/**
 * Throws when a page is missing, is shorter than a page can be, or one of a sample lacks its headings,
 * tables, or code with marks for colours.
 */
export function checkSite(site, generator, pages) {
  for (const [index, page] of pages.entries()) {
    const file = join(site, generator.output(page.path));
    if (!existsSync(file)) throw new Error(`${generator.output(page.path)} was not built`);
    if (index % sample === 0) checkPage(readFileSync(file, 'utf8'), page);
  }
}

function checkPage(html, page) {
  const lacks = (what) => new Error(`the page of ${page.path} has ${what}`);
  if (html.length < page.text.length / 2) throw lacks(`only ${html.length} characters`);
  const body = page.text.replace(/^---\n.*?\n---\n/s, '');
  const headings = body.replace(/^```.*?^```/gms, '').match(/^##+ /gm)?.length ?? 0;
  const found = html.match(/<h[2-6][ >]/g)?.length ?? 0;
  if (found < headings) throw lacks(`${found} of its ${headings} headings`);
  // Pages that others wrote may show code without a language, or a table as raw HTML.
  if (page.foreign) return;
  const blocks = body.match(/^```\w/gm)?.length ?? 0;
  const preformatted = html.match(/<pre/g)?.length ?? 0;
  if (preformatted < blocks) throw lacks(`${preformatted} of its ${blocks} blocks of code`);
  for (const [, code] of html.matchAll(/<pre(.*?)<\/pre>/gs)) {
    if ((code.match(/<span/g)?.length ?? 0) < 5) throw lacks(`code without colours: <pre${code}`);
  }
  const tables = body.match(/^\|[-:|]+\|$/gm)?.length ?? 0;
  const drawn = html.match(/<table/g)?.length ?? 0;
  if (drawn < tables) throw lacks(`${drawn} of its ${tables} tables`);
}

/** Throws when the published page does not show the sentence that was added to its Markdown. */
export function checkChange(site, generator, page, sentence) {
  if (!readFileSync(join(site, generator.output(page.path)), 'utf8').includes(sentence)) {
    throw new Error(`the page of ${page.path} does not show what was added to it`);
  }
}
