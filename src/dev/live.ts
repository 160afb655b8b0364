import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Diagnostic } from '../model/diagnostic.ts';
import { clientScript } from './client.ts';
import { overlayMarkup, overlayStyle } from './overlay.ts';
import type { LivePart } from './server.ts';

export interface Live extends LivePart {
  /** Tells every open page of a new state: of a new build, of problems, or that they are gone. */
  tell(state: LiveState): void;
  /** Ends the open streams. */
  close(): void;
}

export interface LiveState {
  /** Changes with every build that has changed something. */
  readonly build: number;
  /** What is wrong now; an empty list takes the overlay away. */
  readonly problems: readonly Diagnostic[];
}

const place = '/__rutter/';
const heartbeatMs = 25_000;

/**
 * Server-sent events (https://html.spec.whatwg.org/#server-sent-events) for the pages that are open.
 * A page knows of which build it is, so one that was asleep or offline while we built finds out as
 * soon as it is connected again; the same holds after a restart of the server.
 */
export function createLive(): Live {
  const run = `${process.pid}-${Date.now()}`;
  const streams = new Set<ServerResponse>();
  let state: LiveState = { build: 0, problems: [] };
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  const buildName = () => `${run}-${state.build}`;
  const message = () => {
    const overlay = state.problems.length === 0 ? '' : overlayMarkup(state.problems);
    return `event: state\ndata: ${JSON.stringify({ build: buildName(), overlay })}\n\n`;
  };
  const script = () => `<script src="${place}live.js?build=${buildName()}" defer></script>`;

  const openStream = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    response.write(`retry: 1000\n${message()}`);
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };

  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    'live.js': ['text/javascript', clientScript],
    'live.css': ['text/css', overlayStyle],
  };

  return {
    answer: (request, response) => {
      const path = (request.url ?? '').replace(/[?#].*$/s, '');
      if (!path.startsWith(place)) return false;
      const name = path.slice(place.length);
      if (name === 'events') {
        openStream(request, response);
        return true;
      }
      const [type, body] = Object.hasOwn(files, name) ? (files[name] ?? []) : [];
      response.writeHead(body === undefined ? 404 : 200, {
        'Content-Type': `${type ?? 'text/plain'}; charset=utf-8`,
      });
      response.end(body ?? 'Not found.\n');
      return true;
    },
    inject: (html) => {
      const at = html.search(/<\/head\s*>/i);
      return at === -1 ? html + script() : html.slice(0, at) + script() + html.slice(at);
    },
    placeholder: () =>
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rutter</title>${script()}</head><body><p>The site could not be built yet.</p></body></html>\n`,
    tell: (next) => {
      state = next;
      for (const stream of streams) stream.write(message());
    },
    close: () => {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
    },
  };
}
