/**
 * The similarity of two strings of bytes by Jaro (1989), 0 to 1: how many bytes they share within half
 * of the longer one's length, and how many of those are in another order. In linear time: the first
 * free place within reach is found by a queue of the places of each byte.
 */
export function jaro(a: Uint8Array, b: Uint8Array): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const reach = Math.floor(Math.max(a.length, b.length) / 2) - 1;
  const places = placesByByte(b);
  const heads = new Uint32Array(256);
  const usedOfB = new Uint8Array(b.length);
  const sharedOfA: number[] = [];
  for (const [i, byte] of a.entries()) {
    const own = places[byte] ?? [];
    let head = heads[byte] ?? 0;
    // What lies too far back now does so for every later byte, too.
    while (head < own.length && (own[head] ?? 0) < i - reach) head += 1;
    const place = own[head];
    if (place !== undefined && place <= i + reach) {
      usedOfB[place] = 1;
      sharedOfA.push(byte);
      head += 1;
    }
    heads[byte] = head;
  }
  const shared = sharedOfA.length;
  if (shared === 0) return 0;
  let unaligned = 0;
  let next = 0;
  for (const [j, byte] of b.entries()) {
    if (usedOfB[j] === 0) continue;
    if (sharedOfA[next] !== byte) unaligned += 1;
    next += 1;
  }
  const swapped = Math.floor(unaligned / 2);
  return (shared / a.length + shared / b.length + (shared - swapped) / shared) / 3;
}

/** Jaro's similarity, raised by Winkler (1990) where it is above 0.7 and up to four first bytes agree. */
export function jaroWinkler(a: Uint8Array, b: Uint8Array): number {
  const similarity = jaro(a, b);
  if (similarity <= 0.7) return similarity;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix += 1;
  return similarity + 0.1 * prefix * (1 - similarity);
}

function placesByByte(bytes: Uint8Array): readonly (readonly number[])[] {
  const places = Array.from({ length: 256 }, (): number[] => []);
  for (const [place, byte] of bytes.entries()) places[byte]?.push(place);
  return places;
}
