import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry on this machine that speaks the pulling half of the OCI distribution specification. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. Docker takes registries of the loopback without TLS. */
  readonly host: string;
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
  /** Gives a tag an image whose one layer holds a file `/made` with this text; answers its digest. */
  put(repository: string, tag: string, text: string): string;
  /** From now on it answers like this. */
  behave(how: 'well' | 'hang' | 'garbage'): void;
}

interface Blob {
  readonly type: string;
  readonly bytes: Buffer;
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A ustar archive of plain files, as a layer. */
function tar(files: Readonly<Record<string, Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write('0000755\0 0000000\0 0000000\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')} 00000000000 `, 124);
    header.write('        0', 148);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The layer of an image that the engine has, so that what is pulled has a shell. */
export function layerOf(image: string): Buffer {
  const name = execFileSync('docker', ['create', image, 'true'], { encoding: 'utf8' }).trim();
  try {
    return execFileSync('docker', ['export', name], { maxBuffer: 64 * 1024 * 1024 });
  } finally {
    execFileSync('docker', ['rm', name]);
  }
}

export async function startRegistry(base: Buffer): Promise<TestRegistry> {
  const blobs = new Map<string, Blob>();
  const tags = new Map<string, string>();
  const requests: string[] = [];
  let manners: 'well' | 'hang' | 'garbage' = 'well';

  const keep = (
    type: string,
    bytes: Buffer,
  ): { mediaType: string; size: number; digest: string } => {
    const digest = digestOf(bytes);
    blobs.set(digest, { type, bytes });
    return { mediaType: type, size: bytes.length, digest };
  };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    requests.push(`${request.method} ${request.url}`);
    if (manners === 'hang') return;
    if (manners === 'garbage') {
      response.writeHead(200, { 'Content-Type': manifestType }).end('{"schemaVersion": 2, "x');
      return;
    }
    response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
    const [, repository, reference] =
      /^\/v2\/(.+)\/(?:manifests|blobs)\/([^/]+)$/.exec(request.url ?? '') ?? [];
    if (request.url === '/v2/') return void response.end('{}');
    const digest = tags.get(`${repository}:${reference}`) ?? reference ?? '';
    const blob = blobs.get(digest);
    if (blob === undefined) {
      response.writeHead(404, { 'Content-Type': 'application/json' });
      return void response.end(
        '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"no such image"}]}',
      );
    }
    response.writeHead(200, {
      'Content-Type': blob.type,
      'Content-Length': blob.bytes.length,
      'Docker-Content-Digest': digest,
    });
    response.end(request.method === 'HEAD' ? undefined : blob.bytes);
  }

  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    requests,
    put(repository, tag, text) {
      const layers = [base, tar({ made: Buffer.from(text) })];
      const config = keep(
        'application/vnd.docker.container.image.v1+json',
        Buffer.from(
          JSON.stringify({
            architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
            os: 'linux',
            config: {},
            rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
          }),
        ),
      );
      const manifest = {
        schemaVersion: 2,
        mediaType: manifestType,
        config,
        layers: layers.map((one) => keep('application/vnd.docker.image.rootfs.diff.tar', one)),
      };
      const { digest } = keep(manifestType, Buffer.from(JSON.stringify(manifest)));
      tags.set(`${repository}:${tag}`, digest);
      return digest;
    },
    behave(how) {
      manners = how;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
