import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not of the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry
 * and https://www.iana.org/assignments/iana-ipv6-special-registry. What a page links to there is asked
 * for only where the configuration allows it: a page could have a service of the network do something.
 */
const special = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  special.addSubnet(network, bits, 'ipv6');
}

/** Whether an IP address is one that anybody may ask. IPv4 in IPv6 is what it stands for. */
export function isPublic(address: string): boolean {
  const [plain = ''] = address.split('%');
  switch (isIP(plain)) {
    case 4:
      return !special.check(plain, 'ipv4');
    case 6: {
      const inner = ipv4In(plain);
      return inner === undefined ? !special.check(plain, 'ipv6') : isPublic(inner);
    }
    default:
      return false;
  }
}

/** The address in `::ffff:a.b.c.d`, `64:ff9b::a.b.c.d` and `2002:aabb:ccdd::`, however it is written. */
function ipv4In(address: string): string | undefined {
  const groups = groupsOf(address);
  const of = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const zeros = (from: number, to: number) => groups.slice(from, to).every((one) => one === 0);
  if (zeros(0, 5) && groups[5] === 0xffff) return of(groups[6], groups[7]);
  if (groups[0] === 0x64 && groups[1] === 0xff9b && zeros(2, 6)) return of(groups[6], groups[7]);
  if (groups[0] === 0x2002) return of(groups[1], groups[2]);
  return undefined;
}

/** The eight groups of an IPv6 address, which the platform's own URL parser writes in one way. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((one) => Number.parseInt(one, 16));
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  return [...before, ...Array(8 - before.length - after.length).fill(0), ...after];
}
