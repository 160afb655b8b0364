import type { Run } from '../command.ts';
import { proveOnce, verifyOptions } from '../verify/prove.ts';

export const run: Run = async (invocation) => {
  const { options } = invocation;
  const { status } = await proveOnce(invocation, verifyOptions(invocation, options));
  return status;
};
