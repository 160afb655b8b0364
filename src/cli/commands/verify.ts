import { diagnostic, UserError } from '../../model/diagnostic.ts';
import type { Invocation, Options, Run } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { refusal } from '../refusal.ts';
import { proveOnce, verifyOptions } from '../verify/prove.ts';

/** What `verify` does instead of proving, by the option that asks for it. */
const modes = {
  list: async () => (await import('../verify/list.ts')).list,
  dryRun: async () => (await import('../verify/dry-run.ts')).dryRun,
  merge: async () => (await import('../verify/merge.ts')).merge,
  lock: async () => (await import('../verify/lock.ts')).lock,
  lint: async () => (await import('../verify/lint.ts')).lint,
  update: async () => (await import('../verify/update.ts')).update,
  watch: async () => (await import('../verify/watch.ts')).watch,
} satisfies { [K in keyof Options]?: () => Promise<(given: Invocation) => Promise<ExitStatus>> };

export const run: Run = async (invocation) => {
  const { options } = invocation;
  const asked = Object.entries(modes).filter(([name]) => options[name as keyof typeof modes]);
  const [[, load] = [], ...others] = asked;
  if (others.length > 0) throw new UserError([oneMode(asked.map(([name]) => name))]);
  if (options.interactive && !options.update) {
    throw refusal(
      'verify-modes',
      '`--interactive` asks for each change of `--update`',
      'write `rutter verify --update --interactive`',
    );
  }
  if (load !== undefined) return await (await load())(invocation);
  const { status } = await proveOnce(invocation, verifyOptions(invocation, options));
  return status;
};

function oneMode(names: readonly string[]) {
  const flags = names.map((name) => `\`--${name === 'dryRun' ? 'dry-run' : name}\``);
  return diagnostic({
    code: 'verify-modes',
    message: `${flags.join(' and ')} cannot be done at once`,
    hint: 'run `rutter verify` once for each',
  });
}
