/** What the first bytes of a file say it is. */
export type ImageKind = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'svg';

/** By content, not by name. Undefined for what is none of them. */
export function kindOf(bytes: Uint8Array): ImageKind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64));
  const at = (start: number, end: number): string => head.toString('latin1', start, end);
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (at(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (at(0, 6) === 'GIF87a' || at(0, 6) === 'GIF89a') return 'gif';
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return 'webp';
  if (at(4, 8) === 'ftyp' && /avi[fs]/.test(at(8, 64))) return 'avif';
  return /^\uFEFF?\s*</.test(Buffer.from(bytes.subarray(0, 256)).toString('utf8')) &&
    svgTag(bytes) !== undefined
    ? 'svg'
    : undefined;
}

const mostOfSvg = 16_384;

/** The opening tag of an SVG's root element. */
export function svgTag(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, mostOfSvg)).toString('utf8');
  const start = text.search(/<svg[\s>]/i);
  if (start === -1) return undefined;
  const end = text.indexOf('>', start);
  return end === -1 ? undefined : text.slice(start, end + 1);
}

/** Whether more than one picture is in it, which another size would lose. */
export function isMoving(bytes: Uint8Array, kind: ImageKind): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (kind) {
    case 'gif':
      return true;
    case 'png': {
      const control = buffer.indexOf('acTL', 8, 'latin1');
      const data = buffer.indexOf('IDAT', 8, 'latin1');
      return control !== -1 && (data === -1 || control < data);
    }
    case 'webp':
      return buffer.toString('latin1', 12, 16) === 'VP8X' && ((buffer[20] ?? 0) & 2) !== 0;
    case 'avif':
      return buffer.toString('latin1', 8, 12) === 'avis';
    default:
      return false;
  }
}
