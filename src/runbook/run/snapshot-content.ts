import { createHash } from 'node:crypto';
import type { ContentSink } from './snapshot-tar.ts';

/** What is known of a file's content. */
export interface Content {
  readonly bytes: number;
  /** Equal for equal contents, whatever of them are holes. */
  readonly digest: string;
  /** The content itself, of a small file. */
  readonly kept?: Buffer | undefined;
}

const pageBytes = 4096;
const zeroPage = Buffer.alloc(pageBytes);

/**
 * Digests a content page by page. A row of pages of zeros counts as its length, so that a hole costs
 * nothing and is the same as the zeros that are read from it. Keeps up to `keep` bytes.
 */
export function contentDigest(keep: number): ContentSink & { end(): Content } {
  const hash = createHash('sha256');
  const page = Buffer.alloc(pageBytes);
  let filled = 0;
  let emptyPages = 0;
  let bytes = 0;
  const kept: Buffer[] = [];

  const endEmptyPages = (): void => {
    if (emptyPages > 0) hash.update(`zeros ${emptyPages}\n`);
    emptyPages = 0;
  };
  const endPage = (): void => {
    if (filled === pageBytes && page.equals(zeroPage)) emptyPages += 1;
    else if (filled > 0) {
      endEmptyPages();
      hash.update(`data ${filled}\n`).update(page.subarray(0, filled));
    }
    filled = 0;
  };
  const fill = (from: Buffer): void => {
    let left = from;
    while (left.length > 0) {
      const count = left.copy(page, filled);
      left = left.subarray(count);
      filled += count;
      if (filled === pageBytes) endPage();
    }
  };
  return {
    data(piece) {
      if (bytes + piece.length <= keep) kept.push(Buffer.from(piece));
      bytes += piece.length;
      fill(piece);
    },
    zeros(count) {
      const first = Math.min(count, (pageBytes - filled) % pageBytes);
      fill(zeroPage.subarray(0, first));
      const pages = Math.floor((count - first) / pageBytes);
      emptyPages += pages;
      fill(zeroPage.subarray(0, count - first - pages * pageBytes));
      bytes += count;
    },
    end() {
      endPage();
      endEmptyPages();
      const content = Buffer.concat(kept);
      const isWhole = content.length === bytes;
      return { bytes, digest: hash.digest('hex'), ...(isWhole ? { kept: content } : {}) };
    },
  };
}
