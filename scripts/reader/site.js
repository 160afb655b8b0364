// The site of all layouts (test/reader/site), built, served and looked at in a browser.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createJiti } from 'jiti';
import { lookup } from 'mrmime';

const typescript = createJiti(import.meta.url);
const { buildReaderSite, layouts } = await typescript.import('../../test/reader/reader-site.ts');
const { chromiumPath } = await typescript.import('../../test/requirements.ts');
const { launchBrowser } = await typescript.import('../../test/browser.ts');

export { layouts };

/** Where Chromium is. Ends the process where there is none. */
export function chromium() {
  if (chromiumPath !== undefined) return chromiumPath;
  console.error('no Chromium is installed; RUTTER_TEST_CHROMIUM may name one');
  process.exit(2);
}

/** The same, launched. */
export function launch() {
  chromium();
  return launchBrowser();
}

/** Builds it in an empty folder; the folder that was published. */
export async function build(folder) {
  const { ok, diagnostics, outDir } = await buildReaderSite(folder);
  if (!ok) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return outDir;
}

/**
 * Serves the files of a folder, as hosts of static sites do.
 * @param {string} folder
 * @param {(text: Buffer) => Buffer} [pack] what becomes of text on its way
 */
export async function serve(folder, pack) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const tries = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
    const found = tries
      .map((one) => join(folder, one))
      .find((one) => existsSync(one) && statSync(one).isFile());
    const file = found ?? join(folder, '404.html');
    response.statusCode = found === undefined ? 404 : 200;
    const type = lookup(file) ?? 'application/octet-stream';
    const isText = /^text|json|javascript|xml|svg/.test(type);
    response.setHeader('content-type', isText ? `${type}; charset=utf-8` : type);
    if (pack === undefined || !isText) return void createReadStream(file).pipe(response);
    response.setHeader('content-encoding', 'gzip');
    response.setHeader('cache-control', 'public, max-age=31536000');
    response.end(pack(readFileSync(file)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
