import { isIP } from 'node:net';

const wildcards = new Set(['0.0.0.0', '::', '[::]']);
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a `Host` header names us. A page of another origin whose name was pointed at our address
 * (DNS rebinding) sends its own name, and gets nothing. Where the person asked for every address of
 * the machine, any address will do, but still no name: an address cannot be rebound.
 */
export function isOurHost(header: string | undefined, asked: string | undefined): boolean {
  const name = nameOf(header);
  if (name === undefined) return false;
  if (loopback.has(name) || (asked !== undefined && name === bracketed(asked))) return true;
  return (
    asked !== undefined && wildcards.has(asked) && isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
  );
}

/** The host part of `host[:port]`, in lower case. */
function nameOf(header: string | undefined): string | undefined {
  return /^(\[[\da-f:.]+\]|[^:@/\\\s]+)(?::\d{1,5})?$/i.exec(header ?? '')?.[1]?.toLowerCase();
}

/** As it stands in a URL: an IPv6 address takes brackets. */
export function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
}
