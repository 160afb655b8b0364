import { allowedSyscalls, conditionalSyscalls, deniedSyscalls } from './syscalls.ts';

/** What becomes of a system call. The numbers are those of Linux's `errno`. */
export type Decision = 'allow' | { readonly errno: number };

/** Holds where `argument & mask === value`, over the low 32 bits, which is all the kernel looks at. */
export interface Condition {
  readonly argument: number;
  readonly mask: number;
  readonly value: number;
}

/** The first rule of a call that holds decides; none: `otherwise`. */
export interface Rule {
  readonly names: readonly string[];
  readonly when?: Condition;
  readonly decision: Decision;
}

export interface Policy {
  readonly otherwise: Decision;
  readonly rules: readonly Rule[];
}

const notPermitted: Decision = { errno: 1 };
/** Programs fall back to older calls when they see ENOSYS; at EPERM they give up. */
const notImplemented: Decision = { errno: 38 };
const familyNotSupported: Decision = { errno: 97 };

const everyBit = 0xffff_ffff;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const namespaceFlags = 0x7e02_0000;
/** AF_UNIX, AF_INET, AF_INET6 and AF_NETLINK (`getifaddrs` and `ss` need the last). */
const socketFamilies = [1, 2, 10, 16];
/** AF_VSOCK (40), AF_ALG (38), AF_PACKET (17) and all the others that Linux has or will soon have. */
const lastFamily = 63;
/** PER_LINUX, ADDR_NO_RANDOMIZE (debuggers), UNAME26, both, and the question what it is. */
const personalities = [0, 0x4_0000, 0x2_0000, 0x6_0000, everyBit];

function names(calls: readonly { readonly name: string }[]): readonly string[] {
  return calls.map((call) => call.name);
}

function families(): readonly Rule[] {
  return Array.from({ length: lastFamily + 1 }, (_, family) => ({
    names: ['socket'],
    when: { argument: 0, mask: everyBit, value: family },
    decision: socketFamilies.includes(family) ? 'allow' : familyNotSupported,
  }));
}

/**
 * The one policy that both engines enforce: as a profile in the engine's own JSON for containers, as
 * a compiled filter under bubblewrap. `clone3` hides its flags behind a pointer that a filter cannot
 * follow, so it is answered with ENOSYS and the C library takes `clone`.
 */
export const policy: Policy = {
  otherwise: notImplemented,
  rules: [
    { names: names(allowedSyscalls), decision: 'allow' },
    { names: names(deniedSyscalls), decision: notPermitted },
    { names: ['clone3'], decision: notImplemented },
    { names: ['clone'], when: { argument: 0, mask: namespaceFlags, value: 0 }, decision: 'allow' },
    ...personalities.map((value): Rule => {
      return {
        names: ['personality'],
        when: { argument: 0, mask: everyBit, value },
        decision: 'allow',
      };
    }),
    ...families(),
  ],
};

/** Every call that the policy names. */
export const knownSyscalls = [...allowedSyscalls, ...deniedSyscalls, ...conditionalSyscalls];
