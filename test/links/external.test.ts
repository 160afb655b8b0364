import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { checkExternal } from '../../src/links/check.ts';
import { configOf, makeSite, now, told } from '../build/mini-site.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(code, headers).end();

/** A server that answers by path, and what it was asked. */
async function serverOf(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ''] ?? status(404);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, asked, most: () => most };
}

interface Given {
  readonly page: string;
  readonly checks?: object;
}

async function check({ page, checks }: Given, times = 1) {
  const root = makeSite({ 'content/about.md': page });
  const config = await configOf(root);
  const external = { ...config.checks.external, private: true, pauseMs: 5, retries: 2, ...checks };
  const all = { ...config, checks: { ...config.checks, ...checks, external } };
  const { externalLinks = [] } = await createBuilder(all).check({ now });
  const results = [];
  for (let at = 0; at < times; at += 1) {
    const signal = new AbortController().signal;
    results.push(await checkExternal({ links: externalLinks, config: all, version: '1', signal }));
  }
  return { root, results, lines: told(results.at(-1)?.diagnostics ?? []) };
}

test('what is gone is told of where it stands; each URL is asked once, one at a time', async () => {
  const { origin, asked, most } = await serverOf({ '/ok': status(200), '/also': status(204) });
  const page = `# A\n\n[a](${origin}/ok) [b](${origin}/ok#part) <${origin}/also>\n\n![c](${origin}/gone.png)\n`;
  const { lines, results } = await check({ page });
  expect(lines).toEqual([
    `content/about.md:5:1 error link-external \`${origin}/gone.png\` leads nowhere: the server answers 404 (mend the link, or name it in \`checks.exceptions\`)`,
  ]);
  expect(results[0]).toMatchObject({ urls: 3, known: 0 });
  expect([...asked].sort()).toEqual(['GET /gone.png', 'HEAD /also', 'HEAD /gone.png', 'HEAD /ok']);
  expect(most()).toBe(1);
});

test('a server that does not know HEAD, is busy at first, or says when to come again', async () => {
  let busy = 0;
  const { origin, asked } = await serverOf({
    '/get': (request, response) =>
      void response.writeHead(request.method === 'GET' ? 200 : 405).end(),
    '/busy': (_, response) => {
      busy += 1;
      response.writeHead(busy < 3 ? 503 : 200, { 'retry-after': '0' }).end();
    },
    '/down': status(500),
  });
  const page = `[a](${origin}/get) [b](${origin}/busy) [c](${origin}/down)\n`;
  const { lines } = await check({ page });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('/down` leads nowhere: the server answers 500');
  expect(asked.filter((one) => one.endsWith('/down'))).toEqual([
    'HEAD /down',
    'GET /down',
    'GET /down',
  ]);
});

test('redirects are followed; one for good is told of, a circle is an error', async () => {
  const { origin } = await serverOf({
    '/old': status(301, { location: '/new' }),
    '/new': status(200),
    '/for-now': status(302, { location: '/new' }),
    '/round': status(302, { location: '/round' }),
    '/file': status(302, { location: 'file:///etc/passwd' }),
  });
  const page = ['old', 'for-now', 'round', 'file'].map((one) => `[x](${origin}/${one})`).join(' ');
  const { lines } = await check({ page });
  expect(lines.map((line) => line.replaceAll(origin, ''))).toEqual([
    'content/about.md:1:1 info link-moved `/old` has moved for good (link to `/new`)',
    expect.stringContaining('`/round` leads nowhere: it redirects more than 10 times'),
    expect.stringContaining('`/file` leads nowhere: it redirects to `file:///etc/passwd`'),
  ]);
});

test('a server that refuses says nothing of the page; one that is silent is waited for no longer', async () => {
  const { origin } = await serverOf({ '/no': status(403), '/silent': () => {} });
  const page = `[a](${origin}/no) [b](${origin}/silent) [c](http://127.0.0.1:9/)\n`;
  const { lines } = await check({ page, checks: { timeoutMs: 150, retries: 0 } });
  expect(lines[0]).toContain('info link-external');
  expect(lines[0]).toContain('cannot be judged: the server answers 403');
  expect(lines[1]).toContain('leads nowhere: no answer in time');
  expect(lines[2]).toContain('leads nowhere: nothing listens there');
});

test('what was found is believed by the next run, what was not is asked again', async () => {
  const { origin, asked } = await serverOf({ '/ok': status(200) });
  const { root, results } = await check({ page: `[a](${origin}/ok) [b](${origin}/gone)\n` }, 2);
  expect(results[1]).toMatchObject({ urls: 2, known: 1 });
  expect(asked.filter((one) => one.endsWith('/ok'))).toEqual(['HEAD /ok']);
  expect(asked.filter((one) => one.endsWith('/gone'))).toHaveLength(4);
  expect(existsSync(join(root, '.rutter/links'))).toBe(true);
});

test('hosts of a network of one’s own are not asked unless the configuration says so', async () => {
  const { origin, asked } = await serverOf({ '/ok': status(200) });
  const { port } = new URL(origin);
  const page = [origin, `http://localhost:${port}`, `http://[::ffff:127.0.0.1]:${port}`]
    .map((one) => `[x](${one}/ok)`)
    .join(' ');
  const { lines } = await check({ page, checks: { private: false } });
  expect(asked).toEqual([]);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toContain('was not asked for');
});

test('exceptions, and links that are of no other host', async () => {
  const { origin, asked } = await serverOf({});
  const page = `[a](${origin}/x/1) [b](mailto:a@example.org) [c](#a)\n\n# a\n`;
  const { lines } = await check({ page, checks: { exceptions: [`${origin}/x/*`] } });
  expect(lines).toEqual([]);
  expect(asked).toEqual([]);
});
