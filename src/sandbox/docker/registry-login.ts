import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { defaultRegistry } from '../../model/image-reference.ts';
import { member, parseJson, textAt } from './json.ts';

/** Under this key `docker login` without a host keeps what it was told. */
const defaultKey = 'https://index.docker.io/v1/';

/**
 * The header with the name and password for a registry, as `docker login` has written them into
 * docker's own config.json; none where it has not, or has given them to a credential helper, which
 * would be a program to be run.
 */
export async function registryHeaders(
  host: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Readonly<Record<string, string>>> {
  const folder = environment.DOCKER_CONFIG ?? join(environment.HOME ?? homedir(), '.docker');
  const config = parseJson(await readFile(join(folder, 'config.json'), 'utf8').catch(() => ''));
  const keys = host === defaultRegistry ? [defaultKey, host] : [host, `https://${host}`];
  for (const key of keys) {
    const login = member(member(config, 'auths'), key);
    const text = Buffer.from(textAt(login, 'auth') ?? '', 'base64').toString();
    const colon = text.indexOf(':');
    if (colon < 1) continue;
    const [username, password] = [text.slice(0, colon), text.slice(colon + 1)];
    const auth = JSON.stringify({ username, password, serveraddress: key });
    // The URL alphabet, but padded: Go's decoder insists on it.
    const encoded = Buffer.from(auth).toString('base64');
    return { 'X-Registry-Auth': encoded.replaceAll('+', '-').replaceAll('/', '_') };
  }
  return {};
}
