import { type Decision, knownSyscalls, type Policy, policy, type Rule } from './policy.ts';
import type { SyscallArchitecture } from './syscalls.ts';

/** One classic BPF instruction: `struct sock_filter` of linux/filter.h. */
interface Instruction {
  readonly code: number;
  readonly jumpTrue: number;
  readonly jumpFalse: number;
  readonly k: number;
}

// linux/bpf_common.h, linux/seccomp.h and linux/audit.h
const loadWord = 0x20;
const andConstant = 0x54;
const jumpEqual = 0x15;
const jumpAtLeast = 0x35;
const giveBack = 0x06;
const actAllow = 0x7fff_0000;
const actErrno = 0x0005_0000;
const actKillProcess = 0x8000_0000;
const offsetNumber = 0;
const offsetArchitecture = 4;
const offsetArguments = 16;
const auditArchitecture: Readonly<Record<SyscallArchitecture, number>> = {
  x86_64: 0xc000_003e,
  aarch64: 0xc000_00b7,
};
/** From this number on x86_64 means the x32 ABI. */
const x32 = 0x4000_0000;

function statement(code: number, k: number): Instruction {
  return { code, jumpTrue: 0, jumpFalse: 0, k };
}

function jump(code: number, k: number, jumpTrue: number, jumpFalse: number): Instruction {
  return { code, jumpTrue, jumpFalse, k };
}

function giveBackDecision(decision: Decision): Instruction {
  return statement(giveBack, decision === 'allow' ? actAllow : actErrno | decision.errno);
}

/** What to do once the number is known: one conclusion, or the arguments' rules in turn. */
function decide(rules: readonly Rule[], otherwise: Decision): readonly Instruction[] {
  const program: Instruction[] = [];
  for (const { when, decision } of rules) {
    if (!when) return [...program, giveBackDecision(decision)];
    // The low half of a 64-bit argument comes first on the little-endian machines we compile for.
    program.push(statement(loadWord, offsetArguments + 8 * when.argument));
    if (when.mask !== 0xffff_ffff) program.push(statement(andConstant, when.mask));
    program.push(jump(jumpEqual, when.value, 0, 1), giveBackDecision(decision));
  }
  return [...program, giveBackDecision(otherwise)];
}

function blocks(from: Policy, architecture: SyscallArchitecture): ReadonlyMap<number, string> {
  const byNumber = new Map<number, string>();
  for (const call of knownSyscalls) {
    const number = call[architecture];
    if (number === undefined) continue;
    const rules = from.rules.filter((rule) => rule.names.includes(call.name));
    byNumber.set(number, JSON.stringify(decide(rules, from.otherwise)));
  }
  return byNumber;
}

/**
 * The policy as a seccomp filter for one architecture: little-endian `struct sock_filter`s, as
 * `bwrap --seccomp` reads them. Neighbouring numbers that end alike share one comparison. A call made
 * through another architecture's entry (32-bit, x32) kills the process.
 */
export function seccompFilter(architecture: SyscallArchitecture, from: Policy = policy): Buffer {
  const byNumber = blocks(from, architecture);
  const last = Math.max(...byNumber.keys());
  const unknown = JSON.stringify(decide([], from.otherwise));
  const program: Instruction[] = [
    statement(loadWord, offsetArchitecture),
    jump(jumpEqual, auditArchitecture[architecture], 1, 0),
    statement(giveBack, actKillProcess),
    statement(loadWord, offsetNumber),
  ];
  if (architecture === 'x86_64') {
    program.push(jump(jumpAtLeast, x32, 0, 1), statement(giveBack, actKillProcess));
  }
  for (let first = 0; first <= last; ) {
    const block = byNumber.get(first) ?? unknown;
    let next = first + 1;
    while (next <= last && (byNumber.get(next) ?? unknown) === block) next += 1;
    const body = JSON.parse(block) as Instruction[];
    program.push(jump(jumpAtLeast, next, body.length, 0), ...body);
    first = next;
  }
  program.push(giveBackDecision(from.otherwise));
  return encode(program);
}

function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(({ code, jumpTrue, jumpFalse, k }, index) => {
    const at = index * 8;
    bytes.writeUInt16LE(code, at);
    bytes.writeUInt8(jumpTrue, at + 2);
    bytes.writeUInt8(jumpFalse, at + 3);
    bytes.writeUInt32LE(k >>> 0, at + 4);
  });
  return bytes;
}
