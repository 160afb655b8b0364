/// <reference lib="dom" />
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { lookup } from 'mrmime';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { buildReaderSite } from './reader-site.ts';

/** Nothing but files of the site, and nothing inline. The search compiles its WebAssembly. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Ground {
  readonly outDir: string;
  readonly origin: string;
  /** Paths of all pages of the site. */
  readonly urls: readonly string[];
  /** What pages wrote to the console, threw, or did not get, since the ground was laid. */
  readonly complaints: string[];
  /** A tab of its own; `close` its context. */
  open(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** The built site of all layouts, served under a strict policy, and a browser. */
export async function layGround(): Promise<Ground> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rutter-reader-')));
  const { ok, diagnostics, outDir } = await buildReaderSite(join(root, 'site'));
  if (!ok || diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  }
  const server = await serve(outDir);
  const browser = await launchBrowser();
  const complaints: string[] = [];
  return {
    outDir,
    origin: server.origin,
    urls: readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.html'))
      .map((path) => `/${path.replace(/(^|\/)index\.html$/, '$1')}`)
      .sort(),
    complaints,
    open: (options) => openTab(browser, server.origin, complaints, options),
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function openTab(
  browser: Browser,
  origin: string,
  complaints: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: origin,
    ...options,
  });
  const page = await context.newPage();
  const complain = (what: string) => complaints.push(`${new URL(page.url()).pathname}: ${what}`);
  page.on('console', (message) => complain(message.text()));
  page.on('pageerror', (error) => complain(`${error}`));
  page.on('requestfailed', (request) => {
    // Nothing is missed by a page that is left before all of it has come.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complain(`${request.url()}: ${why}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) complain(`asks for ${url}`);
  });
  return page;
}

/** Files of a folder. Scripts come late, as they do over a network, and so does a font the first time. */
async function serve(folder: string) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const asked = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const file = existsSync(asked) ? asked : join(folder, '404.html');
    response.statusCode = file === asked ? 200 : 404;
    response.setHeader('content-type', lookup(file) ?? 'application/octet-stream');
    response.setHeader('content-security-policy', policy);
    if (file.endsWith('.woff2')) response.setHeader('cache-control', 'max-age=3600');
    const wait = { '.woff2': 60, '.js': 30 }[extname(file)] ?? 0;
    setTimeout(() => response.end(readFileSync(file)), wait);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
