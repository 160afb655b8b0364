import type { Ready } from './runbook.ts';

/** What `ready` looks like, for messages. */
export const readyForm = '`tcp:8080`, `http://localhost:8080/` or `"log:started"`';

export type ReadReady =
  | { readonly ready: Ready }
  | { readonly message: string; readonly hint: string };

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
/** A pattern is one line of a page. */
const longestPattern = 1000;

/**
 * Reads `tcp:PORT`, `http://HOST[:PORT]/…` or `log:REGEX`. The host is the sandbox itself, or one of
 * its `services` by name: what is waited for is never outside.
 */
export function parseReady(written: string, services: readonly string[]): ReadReady {
  const scheme = /^([a-z]+):/i.exec(written)?.[1]?.toLowerCase();
  if (scheme === 'tcp') return readTcp(written.slice(4));
  if (scheme === 'http') return readHttp(written, services);
  if (scheme === 'log') return readLog(written.slice(4));
  const hint = /^\d+$/.test(written)
    ? `write \`tcp:${written.slice(0, 5)}\` to wait until the port is open`
    : `write ${readyForm}`;
  return {
    message:
      scheme === 'https'
        ? '`ready` asks over http, not https'
        : `\`${shown(written)}\` is nothing to wait for`,
    hint: scheme === 'https' ? 'write `tcp:PORT` to wait until the port is open' : hint,
  };
}

function readTcp(written: string): ReadReady {
  const port = /^\d{1,5}$/.test(written) ? Number(written) : 0;
  if (port >= 1 && port <= 65_535) return { ready: { kind: 'tcp', port } };
  const [, last] = /^\S+:(\d{1,5})$/.exec(written) ?? [];
  return {
    message: `\`${shown(written)}\` is no port`,
    hint:
      last === undefined
        ? 'write a number from 1 to 65535, as in `tcp:8080`'
        : `write \`tcp:${last}\`: the sandbox and its services share one network`,
  };
}

function readHttp(written: string, services: readonly string[]): ReadReady {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || hasControl.test(written) || written.length > longestPattern) {
    return {
      message: `\`${shown(written)}\` is no URL`,
      hint: 'write it like `http://localhost:8080/`',
    };
  }
  if (url.username !== '' || url.password !== '' || url.port === '0') {
    return {
      message: `\`${shown(written)}\` has ${url.port === '0' ? 'the port 0' : 'a name or password'}`,
      hint: 'write it like `http://localhost:8080/`',
    };
  }
  const hosts = [...loopback, ...services];
  if (!hosts.includes(url.hostname)) {
    return {
      message: `\`${shown(url.hostname)}\` is not in the sandbox`,
      hint: `the hosts are ${hosts.join(', ')}`,
    };
  }
  url.hash = '';
  return { ready: { kind: 'http', url: url.href } };
}

function readLog(pattern: string): ReadReady {
  if (pattern.trim() === '') {
    return { message: '`log:` has no pattern', hint: 'write `ready="log:started"`' };
  }
  if (pattern.length > longestPattern) {
    return {
      message: `the pattern is longer than ${longestPattern} characters`,
      hint: 'shorten it',
    };
  }
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    const words = error instanceof Error ? error.message : `${error}`;
    return {
      message: `\`${shown(pattern)}\` is no regular expression: ${words.slice(words.lastIndexOf(': ') + 2)}`,
      hint: 'it is read as in JavaScript with the flag `u`: escape only what has a meaning',
    };
  }
  return { ready: { kind: 'log', pattern } };
}

const hasControl = /\p{Cc}/u;

function shown(text: string): string {
  return text.slice(0, 80);
}
