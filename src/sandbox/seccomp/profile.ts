import { type Decision, type Policy, policy, type Rule } from './policy.ts';

function actionOf(decision: Decision): { action: string; errnoRet?: number } {
  return decision === 'allow'
    ? { action: 'SCMP_ACT_ALLOW' }
    : { action: 'SCMP_ACT_ERRNO', errnoRet: decision.errno };
}

function syscallOf(rule: Rule): object {
  const { when } = rule;
  return {
    names: rule.names,
    ...actionOf(rule.decision),
    args: when
      ? [{ index: when.argument, value: when.mask, valueTwo: when.value, op: 'SCMP_CMP_MASKED_EQ' }]
      : [],
  };
}

/**
 * The policy as JSON in the form that Docker and Podman read
 * (https://docs.docker.com/engine/security/seccomp/). Only the native architecture is named, so that
 * 32-bit and x32 calls end the process that makes them.
 */
export function seccompProfile(from: Policy = policy): string {
  const { action, errnoRet } = actionOf(from.otherwise);
  return JSON.stringify({
    defaultAction: action,
    defaultErrnoRet: errnoRet,
    archMap: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64'].map((architecture) => ({
      architecture,
      subArchitectures: [],
    })),
    syscalls: from.rules.map(syscallOf),
  });
}
