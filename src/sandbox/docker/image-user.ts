import type { Connection } from './connect.ts';

const blockBytes = 512;
const longestPasswd = 1024 * 1024;

/** The content of the one plain file in an archive; '' where it is anything else. */
function onlyFile(archive: Buffer): string {
  // ustar: the size in octal at 124, the type at 156.
  const size = Number.parseInt(archive.subarray(124, 136).toString('latin1'), 8);
  const isPlain = ['0', '\0'].includes(archive.subarray(156, 157).toString('latin1'));
  if (!isPlain || !(size > 0) || size > longestPasswd) return '';
  return archive.subarray(blockBytes, blockBytes + size).toString();
}

/**
 * `uid:gid` of a user that an image names, as /etc/passwd of a container that was made from it has
 * them; undefined where it has not. Docker mounts a tmpfs for numbers only.
 */
export async function userInContainer(
  { client, patience }: Connection,
  container: string,
  user: string,
): Promise<string | undefined> {
  try {
    const answer = await client.stream({
      ...{ method: 'GET', path: `/containers/${container}/archive`, limitMs: patience.look },
      ...{ query: { path: '/etc/passwd' }, purpose: 'read the users of an image' },
    });
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestPasswd + 8 * blockBytes) return undefined;
      chunks.push(chunk);
    }
    const [name] = user.split(':');
    for (const line of onlyFile(Buffer.concat(chunks)).split('\n')) {
      const [login, , uid = '', gid = ''] = line.split(':');
      if (login === name && /^\d+$/.test(uid) && /^\d+$/.test(gid)) return `${uid}:${gid}`;
    }
    return undefined;
  } catch {
    // The service is started all the same, and says itself what it cannot write.
    return undefined;
  }
}
