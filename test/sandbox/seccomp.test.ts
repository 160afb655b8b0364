import { describe, expect, test } from 'vitest';
import { seccompFilter } from '../../src/sandbox/seccomp/filter.ts';
import { knownSyscalls } from '../../src/sandbox/seccomp/policy.ts';
import { seccompProfile } from '../../src/sandbox/seccomp/profile.ts';
import { allowedSyscalls, deniedSyscalls } from '../../src/sandbox/seccomp/syscalls.ts';

const audit = { x86_64: 0xc000003e, aarch64: 0xc00000b7, i386: 0x40000003 };
const allow = 0x7fff0000;
const kill = 0x80000000;
const errno = (number: number) => (0x50000 | number) >>> 0;

/** Runs a filter as the kernel would; only the instructions that such filters consist of. */
function run(filter: Buffer, call: { arch: number; nr: number; args?: readonly number[] }): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call.nr, 0);
  data.writeUInt32LE(call.arch, 4);
  call.args?.forEach((value, index) => void data.writeUInt32LE(value, 16 + 8 * index));
  let accumulator = 0;
  for (let at = 0; ; at += 1) {
    const code = filter.readUInt16LE(at * 8);
    const k = filter.readUInt32LE(at * 8 + 4);
    const jump = (holds: boolean) => filter.readUInt8(at * 8 + (holds ? 2 : 3));
    if (code === 0x20) accumulator = data.readUInt32LE(k);
    else if (code === 0x54) accumulator = (accumulator & k) >>> 0;
    else if (code === 0x15) at += jump(accumulator === k);
    else if (code === 0x35) at += jump(accumulator >= k);
    else if (code === 0x06) return k;
    else throw new Error(`instruction ${code}`);
  }
}

describe.each(['x86_64', 'aarch64'] as const)('the filter for %s', (architecture) => {
  const filter = seccompFilter(architecture);
  const call = (name: string, ...args: number[]) => {
    const nr = knownSyscalls.find((one) => one.name === name)?.[architecture] ?? -1;
    return run(filter, { arch: audit[architecture], nr, args });
  };

  test('decides every named call as the table says', () => {
    for (const { name, [architecture]: nr } of allowedSyscalls) {
      if (nr !== undefined) expect([name, call(name)]).toEqual([name, allow]);
    }
    for (const { name, [architecture]: nr } of deniedSyscalls) {
      if (nr !== undefined) expect([name, call(name)]).toEqual([name, errno(1)]);
    }
  });

  test('answers a call that nobody knows as if the kernel did not have it', () => {
    for (const nr of [467, 600, 0x3fffffff]) {
      expect(run(filter, { arch: audit[architecture], nr })).toBe(errno(38));
    }
  });

  test('kills a call through another architecture', () => {
    expect(run(filter, { arch: audit.i386, nr: 3 })).toBe(kill);
    if (architecture === 'x86_64') {
      expect(run(filter, { arch: audit.x86_64, nr: 0x40000000 })).toBe(kill);
      expect(run(filter, { arch: audit.x86_64, nr: 0xffffffff })).toBe(kill);
    }
  });

  test('looks at the arguments of clone, socket and personality', () => {
    expect(call('clone', 0x01200011)).toBe(allow);
    for (const flag of [
      0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
    ]) {
      expect(call('clone', flag | 17)).toBe(errno(38));
    }
    expect(call('clone3')).toBe(errno(38));
    for (const family of [1, 2, 10, 16]) expect(call('socket', family)).toBe(allow);
    for (const family of [17, 38, 40, 44]) expect(call('socket', family)).toBe(errno(97));
    expect(call('socket', 1000)).toBe(errno(38));
    expect(call('personality', 0xffffffff)).toBe(allow);
    expect(call('personality', 0x0400000)).toBe(errno(38));
  });

  test('is no longer than the kernel takes', () => {
    expect(filter.length / 8).toBeLessThan(4096);
  });
});

describe('the table', () => {
  test('names each call and each number once', () => {
    const names = knownSyscalls.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
    for (const architecture of ['x86_64', 'aarch64'] as const) {
      const numbers = knownSyscalls.flatMap((one) => one[architecture] ?? []);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  test.each([
    'io_uring_setup',
    'keyctl',
    'userfaultfd',
    'bpf',
    'unshare',
    'setns',
    'mount',
    'ptrace',
  ])('refuses %s', (name) => {
    expect(deniedSyscalls.map((one) => one.name)).toContain(name);
  });
});

test('the profile for engines allows nothing but by name', () => {
  const profile = JSON.parse(seccompProfile());
  expect(profile.defaultAction).toBe('SCMP_ACT_ERRNO');
  expect(profile.archMap.map((one: { subArchitectures: unknown }) => one.subArchitectures)).toEqual(
    [[], []],
  );
});
