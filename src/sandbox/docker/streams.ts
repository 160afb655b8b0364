import { PassThrough, type Readable } from 'node:stream';

const headerBytes = 8;
const stderrChannel = 2;

/** The two output streams of a container, as they leave an engine on one connection. */
export interface Channels {
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/**
 * Splits an engine's multiplexed stream: frames of a channel byte, three zeros and a big-endian
 * length (Engine API, "Attach to a container"). The source is paused while either reader is behind,
 * so that output never piles up here. However the source ends, both streams end.
 */
export function demultiplex(source: Readable): Channels {
  const channels = { stdout: new PassThrough(), stderr: new PassThrough() };
  const header = Buffer.alloc(headerBytes);
  let headerFilled = 0;
  let bodyLeft = 0;
  let target = channels.stdout;

  function take(chunk: Buffer): boolean {
    let ready = true;
    for (let at = 0; at < chunk.length; ) {
      if (bodyLeft === 0) {
        const copied = chunk.copy(header, headerFilled, at, at + headerBytes - headerFilled);
        headerFilled += copied;
        at += copied;
        if (headerFilled < headerBytes) break;
        headerFilled = 0;
        bodyLeft = header.readUInt32BE(4);
        target = header[0] === stderrChannel ? channels.stderr : channels.stdout;
      } else {
        const part = chunk.subarray(at, at + bodyLeft);
        at += part.length;
        bodyLeft -= part.length;
        if (!target.destroyed) ready = target.write(part) && ready;
      }
    }
    return ready;
  }

  const resume = () => {
    const { stdout, stderr } = channels;
    if (![stdout, stderr].some((one) => one.writableNeedDrain && !one.destroyed)) source.resume();
  };
  const end = () => {
    channels.stdout.end();
    channels.stderr.end();
  };
  for (const channel of [channels.stdout, channels.stderr]) {
    channel.on('drain', resume);
    // A reader that goes away must not stop the other one.
    channel.on('close', resume);
    channel.on('error', () => {});
  }
  source.on('data', (chunk: Buffer) => {
    if (!take(chunk)) source.pause();
  });
  for (const event of ['end', 'close', 'error']) source.once(event, end);
  source.on('error', () => {});
  return channels;
}
