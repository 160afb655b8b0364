import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { lookup } from 'mrmime';
import { isOurHost } from './hosts.ts';
import { type Found, find, notFoundPage, type ServedSite } from './served-site.ts';

export interface ServerOptions {
  /** The `--host` given, which the `Host` header may name. */
  readonly host?: string | undefined;
  /** The site as it is now; undefined as long as there is none. */
  current(): Promise<ServedSite | undefined>;
  /** Makes what is made only when somebody asks for it, and says whether it has. */
  later?(target: string): Promise<boolean>;
  /** What `dev` adds. */
  readonly live?: LivePart | undefined;
}

export interface LivePart {
  /** Answers a request that is for the live part itself; false: it is not. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Puts the live client into a page. */
  inject(html: string): string;
  /** The page as long as there is no site. */
  placeholder(): string;
}

/** Serves what the site's manifest holds, to those who call us by our name, and changes nothing. */
export function siteListener(options: ServerOptions): RequestListener {
  return (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      // The file of a site that is being rebuilt or was removed: the next request sees the new one.
      const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (response.headersSent) response.destroy();
      else text(response, gone ? 503 : 500, gone ? 'The site is being rebuilt.' : String(error));
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { host, current, later, live }: ServerOptions,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', live === undefined ? 'no-cache' : 'no-store');
  if (!isOurHost(request.headers.host, host)) {
    return text(response, 403, 'This server does not answer to that host name.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return text(response, 405, 'Only GET and HEAD.');
  }
  if (live?.answer(request, response)) return;
  const site = await current();
  if (site === undefined) {
    const placeholder = live?.placeholder();
    if (placeholder === undefined) return text(response, 503, 'There is no site.');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    return finish(response, 503, Buffer.from(placeholder));
  }
  const target = request.url ?? '';
  const first = find(site, target);
  const made = first.kind === 'missing' && (await later?.(target)) ? await current() : undefined;
  const found = made === undefined ? first : find(made, target);
  return send({ site: made ?? site, request, response, live }, found);
}

async function send(answer: Omit<FileAnswer, 'found' | 'status'>, found: Found): Promise<void> {
  const { site, response } = answer;
  switch (found.kind) {
    case 'malformed':
      return text(response, 400, 'That is no path.');
    case 'redirect':
      response.setHeader('Location', found.location);
      return text(response, 301, found.location);
    case 'file':
      return file({ ...answer, found, status: 200 });
    case 'missing': {
      const page = notFoundPage(site, answer.request.url ?? '');
      if (page === undefined) return text(response, 404, 'Not found.');
      return file({ ...answer, found: page, status: 404 });
    }
  }
}

interface FileAnswer {
  readonly site: ServedSite;
  readonly found: Extract<Found, { kind: 'file' }>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly live: LivePart | undefined;
  readonly status: 200 | 404;
}

async function file(answer: FileAnswer): Promise<void> {
  const { site, found, request, response, live, status } = answer;
  const type = contentType(found.path);
  const page = live !== undefined && type.startsWith('text/html');
  response.setHeader('Content-Type', type);
  // A page with the live client in it is not the file of that digest.
  if (!page) {
    const tag = `"${found.digest.replace('sha256:', '')}"`;
    response.setHeader('ETag', tag);
    if (status === 200 && names(request.headers['if-none-match'], tag)) {
      response.writeHead(304).end();
      return;
    }
  }
  const bytes = await readFile(join(site.outDir, found.path));
  finish(response, status, page ? Buffer.from(live.inject(bytes.toString())) : bytes);
}

function finish(response: ServerResponse, status: number, body: Buffer): void {
  response.setHeader('Content-Length', body.byteLength);
  // Node leaves the body of an answer to HEAD out by itself.
  response.writeHead(status).end(body);
}

function text(response: ServerResponse, status: number, message: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  finish(response, status, Buffer.from(`${message}\n`));
}

/** The types that hold text are all UTF-8 here. */
function contentType(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream';
  return /^text\/|[/+](?:json|xml|javascript)$/.test(type) ? `${type}; charset=utf-8` : type;
}

/** Whether an `If-None-Match` header names the tag (RFC 9110, section 13.1.2). */
function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}
