import { execFile } from 'node:child_process';
import { devNull } from 'node:os';

export type GitAnswer =
  | { readonly ok: true; readonly stdout: string }
  | {
      readonly ok: false;
      /** Of git; undefined where it did not run or did not end by itself. */
      readonly status?: number | undefined;
      /** Its own words, or the system's. */
      readonly stderr: string;
      /** There is no git on this machine. */
      readonly missing: boolean;
    };

export type Git = (...args: readonly string[]) => Promise<GitAnswer>;

/** A git that takes longer is waiting for something that does not come. */
const longestMs = 60_000;
const mostBytes = 256 * 2 ** 20;

/** What a repository's own configuration could make git start, turned off. */
const harmless = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.pager', 'cat'],
  ['diff.external', ''],
  // Names are those of the work tree's `.mailmap`, on every machine.
  ['mailmap.blob', ''],
  ['mailmap.file', ''],
  ['protocol.allow', 'never'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`]);

/** Variables that are about one repository, which a hook of another one has in its environment. */
const local =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|EXTERNAL_DIFF|PAGER|ALLOW_PROTOCOL|CONFIG|CONFIG_PARAMETERS|TRACE\w*)$/;

/**
 * Git in a folder, as a reader: it starts no program that the repository names (hooks, file system
 * monitors, filters, diff tools, pagers), writes nothing, and fetches nothing. Never throws.
 */
export async function gitIn(folder: string): Promise<Git> {
  const plain: Git = (...args) => run(folder, args, environmentWith([]));
  // A clean filter is run for each file whose time stamps differ: https://git-scm.com/docs/gitattributes
  const listed = await plain('config', '-z', '--name-only', '--get-regexp', '^filter\\.');
  const filters = listed.ok ? namesOfFilters(listed.stdout) : [];
  const off = filters.flatMap((name): readonly (readonly [string, string])[] => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]);
  return (...args) => run(folder, args, environmentWith(off));
}

function namesOfFilters(list: string): readonly string[] {
  const names = list.split('\0').flatMap((key) => /^filter\.(.+)\.\w+$/s.exec(key)?.[1] ?? []);
  return [...new Set(names)];
}

/** Settings go in by the environment where a name may hold an `=`, which ends a name after `-c`. */
function environmentWith(settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !local.test(name));
  const before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0;
  const given = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ]);
  return {
    ...Object.fromEntries(inherited),
    ...Object.fromEntries(given),
    GIT_CONFIG_COUNT: String(before + settings.length),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<GitAnswer> {
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      ['--no-pager', ...harmless, ...args],
      { cwd, env, timeout: longestMs, maxBuffer: mostBytes, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ ok: true, stdout });
        const { code } = error;
        resolve({
          ok: false,
          ...(typeof code === 'number' ? { status: code } : {}),
          stderr: stderr.trim() || error.message,
          missing: String(code) === 'ENOENT',
        });
      },
    );
    child.stdin?.end();
  });
}
