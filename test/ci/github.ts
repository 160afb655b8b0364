import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';

/** A step of a composite action, as action.yml writes it. */
interface ActionStep {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean>>;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: boolean;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

export const repository = resolve(import.meta.dirname, '../..');

export function readAction(): Action {
  return parse(readFileSync(join(repository, 'action.yml'), 'utf8')) as Action;
}

/** What the jobs of one run of a workflow share: artifacts by name, and the cache between runs. */
export interface Hub {
  readonly artifacts: string;
  readonly caches: string;
}

export function createHub(): Hub {
  const top = mkdtempSync(join(tmpdir(), 'rutter-hub-'));
  const hub = { artifacts: join(top, 'artifacts'), caches: join(top, 'caches') };
  for (const folder of Object.values(hub)) mkdirSync(folder);
  return hub;
}

export interface JobResult {
  readonly failed: boolean;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Runs action.yml as a runner does: its `run` steps in bash with the files of GITHUB_OUTPUT and
 * GITHUB_STEP_SUMMARY; of the actions that it uses, what they do to files.
 */
export function runAction(options: {
  readonly workspace: string;
  readonly hub: Hub;
  readonly inputs: Readonly<Record<string, string>>;
  readonly runId: string;
  readonly environment?: Readonly<Record<string, string>>;
}): JobResult {
  const { workspace, hub, runId } = options;
  const action = readAction();
  const defaults = Object.entries(action.inputs).map(([name, one]) => [name, one.default]);
  const inputs = { ...Object.fromEntries(defaults), ...options.inputs };
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const scratch = mkdtempSync(join(tmpdir(), 'rutter-job-'));
  const files = { output: join(scratch, 'output'), summary: join(scratch, 'summary') };
  const atTheEnd: (() => void)[] = [];
  let failed = false;
  let log = '';
  const context = (): Context => ({
    inputs,
    steps,
    runner: { os: 'Linux' },
    github: { run_id: runId, run_attempt: '1' },
    always: () => true,
    failed,
  });
  for (const step of action.runs.steps) {
    if (!condition(step.if, context())) continue;
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([key, value]) => [key, fill(String(value), context())]),
    );
    if (step.uses !== undefined) {
      const done = useAction(step.uses, given, { workspace, hub, atTheEnd });
      if (!done && !step['continue-on-error']) failed = true;
      continue;
    }
    const environment = Object.entries(step.env ?? {}).map(([key, value]) => [
      key,
      fill(value, context()),
    ]);
    execFileSync('bash', ['-c', ': >"$0"', files.output]);
    // As a runner calls it for `shell: bash`.
    const ran = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? ''],
      {
        cwd: resolve(workspace, fill(step['working-directory'] ?? '.', context())),
        encoding: 'utf8',
        env: {
          ...process.env,
          CI: 'true',
          GITHUB_ACTIONS: 'true',
          GITHUB_WORKSPACE: workspace,
          ...options.environment,
          ...Object.fromEntries(environment),
          GITHUB_OUTPUT: files.output,
          GITHUB_STEP_SUMMARY: files.summary,
        },
      },
    );
    log += ran.stdout + ran.stderr;
    if (ran.status !== 0) failed = true;
    if (step.id !== undefined) steps[step.id] = { outputs: readOutputs(files.output) };
  }
  for (const last of atTheEnd) last();
  const outputs = Object.entries(action.outputs).map(([name, one]) => [
    name,
    fill(one.value, context()),
  ]);
  return {
    failed,
    log,
    summary: existsSync(files.summary) ? readFileSync(files.summary, 'utf8') : '',
    outputs: Object.fromEntries(outputs),
  };
}

interface Context {
  readonly inputs: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, { readonly outputs: Readonly<Record<string, string>> }>>;
  readonly runner: { readonly os: string };
  readonly github: { readonly run_id: string; readonly run_attempt: string };
  readonly always: () => boolean;
  readonly failed: boolean;
}

/** An expression of GitHub's, of the few kinds that action.yml has: JavaScript reads them alike. */
function evaluate(expression: string, context: Context): unknown {
  const text = expression.replace(/steps\.(\w+)\.outputs\.(\w+)/g, 'output("$1", "$2")');
  const names = ['inputs', 'runner', 'github', 'always', 'output'];
  const output = (step: string, name: string) => context.steps[step]?.outputs[name] ?? '';
  const values = [context.inputs, context.runner, context.github, context.always, output];
  return new Function(...names, `return (${text});`)(...values);
}

function fill(text: string, context: Context): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, one: string) => String(evaluate(one, context)));
}

/** Without `always()` a step is run only while nothing has failed. */
function condition(text: string | undefined, context: Context): boolean {
  if (context.failed && !text?.includes('always()')) return false;
  return text === undefined || Boolean(evaluate(text, context));
}

function readOutputs(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.split('=')[0], line.replace(/^[^=]*=/, '')]));
}

/** Of globs only those that end in a star, as in `folder/name-*`. */
function expanded(top: string, path: string): readonly string[] {
  const [, folder = '', start = ''] = /^(.*)\/([^/]*)\*$/.exec(path) ?? [];
  if (folder === '') return [path];
  const names = existsSync(join(top, folder)) ? readdirSync(join(top, folder)) : [];
  return names.filter((name) => name.startsWith(start)).map((name) => `${folder}/${name}`);
}

/** Whether it could be done. */
function useAction(
  uses: string,
  given: Readonly<Record<string, string>>,
  job: { readonly workspace: string; readonly hub: Hub; readonly atTheEnd: (() => void)[] },
): boolean {
  const { workspace, hub } = job;
  const paths = (given.path ?? '').split('\n').filter(Boolean);
  const copy = (from: string, to: string): void => {
    for (const path of paths.flatMap((one) => expanded(from, one))) {
      if (existsSync(join(from, path))) {
        cpSync(join(from, path), join(to, path), { recursive: true });
      }
    }
  };
  switch (uses) {
    case 'actions/cache/restore@v5':
    case 'actions/cache@v5': {
      const key = given.key ?? '';
      const wanted = [key, ...(given['restore-keys'] ?? '').split('\n').filter(Boolean)];
      const there = readdirSync(hub.caches);
      const found = wanted.map((one) => there.find((name) => name.startsWith(one))).find(Boolean);
      if (found !== undefined) copy(join(hub.caches, found), workspace);
      if (uses === 'actions/cache@v5') {
        job.atTheEnd.push(() => copy(workspace, join(hub.caches, key)));
      }
      return true;
    }
    case 'actions/cache/save@v5':
      copy(workspace, join(hub.caches, given.key ?? ''));
      return true;
    case 'actions/upload-artifact@v6': {
      const there = paths.filter((path) => existsSync(join(workspace, path)));
      // Of several paths the folder that they have in common stands for the artifact.
      const top = paths.length === 1 ? (paths[0] ?? '') : dirname(paths[0] ?? '');
      for (const path of there) {
        const inside = relative(top, path);
        cpSync(join(workspace, path), join(hub.artifacts, given.name ?? '', inside), {
          recursive: true,
        });
      }
      return there.length > 0 || given['if-no-files-found'] === 'ignore';
    }
    case 'actions/download-artifact@v7': {
      const to = join(workspace, given.path ?? '');
      if (given.name !== undefined) {
        const from = join(hub.artifacts, given.name);
        if (existsSync(from)) cpSync(from, to, { recursive: true });
        return existsSync(from);
      }
      const prefix = (given.pattern ?? '').replace(/\*$/, '');
      for (const name of readdirSync(hub.artifacts).filter((one) => one.startsWith(prefix))) {
        cpSync(join(hub.artifacts, name), join(to, name), { recursive: true });
      }
      return true;
    }
    default:
      throw new Error(`the test does not know ${uses}`);
  }
}
