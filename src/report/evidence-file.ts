import { digestOf } from '../model/source.ts';

/** File systems take 255 bytes for a name; the rest is for `@`, `.json` and a temporary suffix. */
const longestPart = 100;

/**
 * The name of the file for one runbook in one image: `<id>@<image or host>.json`, `/` as `+`. Ids and
 * images are hostile: every other byte than `a-z 0-9 . _ -` is written as `%XX`, upper-case letters
 * too (some file systems hold `A` and `a` for one name), and what is too long ends in its digest. Two
 * different pairs never have the same name, and no name leaves the folder.
 */
export function evidenceFileName(runbook: string, image: string | undefined): string {
  // An image that is named `host` is not the host.
  const ground = image === undefined ? 'host' : image === 'host' ? '%68ost' : part(image);
  return `${part(runbook)}@${ground}.json`;
}

function part(text: string): string {
  const encoded = [...Buffer.from(text)].map(encodeByte).join('');
  if (encoded.length <= longestPart) return encoded;
  return `${encoded.slice(0, longestPart - 33).replace(/%.?$/, '')}~${digestOf(text).slice(7, 39)}`;
}

function encodeByte(byte: number, index: number): string {
  const character = String.fromCharCode(byte);
  if (character === '/') return '+';
  const plain = /[a-z0-9_-]/.test(character) || (character === '.' && index > 0);
  return plain ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
