const dropped = /[^\p{L}\p{M}\p{N}\p{So}._~+-]+/gu;
const edges = /^[-.]+|[-.]+$/g;
const longest = 100;
/** Nothing of it would change: most names of files. */
const isSlug = /^[a-z0-9]+(?:[-._~+][a-z0-9]+)*$/;

/**
 * A word for a URL: lower case, NFC, letters and digits of every script kept, everything else a
 * hyphen. `C#` becomes `csharp`, so that it is not `C`. Empty when nothing is left.
 */
export function slugOf(text: string): string {
  if (text.length <= longest && isSlug.test(text)) return text;
  const folded = text
    .slice(0, 1000)
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<=[a-z])#/g, 'sharp')
    .replace(/['’]/g, '')
    .replace(dropped, '-')
    .replace(/-{2,}/g, '-');
  return Array.from(folded.replace(edges, '')).slice(0, longest).join('').replace(edges, '');
}
