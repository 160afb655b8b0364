import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './address.ts';

/** What a server said of a URL. */
export type Answer =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly location?: string;
      readonly waitMs?: number;
    }
  /** There is no such host, nobody listens, TLS fails, or no answer came in time. */
  | { readonly kind: 'none'; readonly reason: string; readonly isLasting: boolean }
  /** Its host is not one of the public internet. */
  | { readonly kind: 'private' };

export interface AskOptions {
  readonly method: 'HEAD' | 'GET';
  readonly timeoutMs: number;
  /** Hosts of networks of one's own are asked, too. */
  readonly allowPrivate: boolean;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

class PrivateAddress extends Error {}

/**
 * Asks for the head of one URL, without a cookie or any credentials; of a body nothing is read. An
 * address is looked at when the connection is made to it, so that no name can lead elsewhere afterwards.
 */
export function ask(url: URL, options: AskOptions): Promise<Answer> {
  const { allowPrivate, timeoutMs } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublic(host)) {
    return Promise.resolve({ kind: 'private' });
  }
  return new Promise((resolve) => {
    const none = (error: NodeJS.ErrnoException): void => {
      if (error instanceof PrivateAddress) resolve({ kind: 'private' });
      else resolve({ kind: 'none', ...reasonOf(error) });
    };
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: options.method,
      agent: false,
      signal,
      maxHeaderSize: 64 * 1024,
      headers: {
        'user-agent': options.userAgent,
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      },
      ...(allowPrivate ? {} : { lookup: publicOnly }),
    });
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const waitMs = waitOf(headers['retry-after']);
      resolve({
        kind: 'status',
        status,
        ...(headers.location === undefined ? {} : { location: headers.location }),
        ...(waitMs === undefined ? {} : { waitMs }),
      });
      response.destroy();
    });
    request.on('error', none);
    request.end();
  });
}

const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const found = addresses?.filter(({ address }) => isPublic(address)) ?? [];
    const [first] = found;
    if (error !== null) callback(error, '', 0);
    else if (first === undefined) callback(new PrivateAddress(), '', 0);
    else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after. */
function waitOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(value.trim()) ? Number(value) : undefined;
  if (seconds !== undefined) return seconds * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the server hung up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EPROTO: 'the server speaks no TLS there',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
  HPE_INVALID_CONSTANT: 'it speaks no HTTP',
};
/** What is the same a second later. */
const lasting = /^(?:ENOTFOUND|EPROTO|CERT_|DEPTH_|SELF_|ERR_TLS|UNABLE_|HPE_)/;

function reasonOf(error: NodeJS.ErrnoException): { reason: string; isLasting: boolean } {
  const code = error.code ?? '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ABORT_ERR') {
    return { reason: 'no answer in time', isLasting: false };
  }
  return { reason: reasons[code] ?? (code || error.message), isLasting: lasting.test(code) };
}
