import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { theme } from '../../themes/default/index.ts';
import type { Voyage } from './voyage.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/**
 * Serves a site under a policy that allows nothing but files of its own: no inline style or script.
 * @param more Of the policy.
 */
export async function serveSite({ site, views }: Voyage, more = '') {
  const needs = new Set([
    ...site.pages.flatMap((page) => page.needs ?? []),
    ...views.map(({ kind }) => `view:${kind}`),
    'view:runbook',
  ]);
  const files = new Map<string, string | Uint8Array>();
  for (const { path, contents } of await theme.assets(needs)) {
    files.set(`/${path}`, contents instanceof Uint8Array ? contents : `${contents}`);
  }
  for (const view of views) files.set(view.url, theme.render(view, site));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const ending = path.split('.').at(-1) ?? '';
    response.setHeader('content-type', `${types[ending] ?? 'text/html'}; charset=utf-8`);
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; ${more}`,
    );
    response.end(files.get(path) ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(done)),
  };
}
