import { diagnostic, UserError } from '../model/diagnostic.ts';
import { bracketed } from './hosts.ts';
import { type Listening, type ListenOptions, listen } from './listen.ts';
import { type ServerOptions, siteListener } from './server.ts';

export interface Serving {
  /** Where a browser finds the site, base included. */
  readonly url: string;
  /** Another than the port that was asked for: it was taken. */
  readonly movedFrom?: number | undefined;
  close(): Promise<void>;
}

export interface ServeOptions extends ServerOptions {
  readonly address: ListenOptions;
  readonly base: string;
}

/**
 * Starts a server for a site.
 * @throws UserError where the address or its ports cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { address, base } = options;
  const listening = await listen(siteListener(options), address).catch((error: unknown) => {
    throw refused(error, address);
  });
  return {
    url: `http://${visited(address.host)}:${listening.port}${encodeURI(base)}`,
    ...moved(listening, address),
    close: listening.close,
  };
}

function moved({ port }: Listening, { port: asked }: ListenOptions): Pick<Serving, 'movedFrom'> {
  return asked === 0 || port === asked ? {} : { movedFrom: asked };
}

/** Every address of the machine is none that one can visit. */
function visited(host: string | undefined): string {
  return host === undefined || host === '0.0.0.0' || host === '::' ? 'localhost' : bracketed(host);
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'it is taken, and so are those after it',
  EADDRNOTAVAIL: 'it is no address of this machine',
  EACCES: 'that port is for the administrator',
  ENOTFOUND: 'that name has no address',
  EAI_AGAIN: 'that name has no address',
};

function refused(error: unknown, { host, port }: ListenOptions): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!Object.hasOwn(reasons, code)) return error;
  const message = `cannot listen at ${bracketed(host ?? 'localhost')}:${port}: ${reasons[code]}`;
  return new UserError([
    diagnostic({ code: 'serve-address', message, hint: 'give another `--host` or `--port`' }),
  ]);
}
