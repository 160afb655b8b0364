import { stat } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { type Git, type GitAnswer, gitIn } from '../git/command.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { filesOf } from '../model/located.ts';
import type { Run } from './runs.ts';

export type ChangedFiles =
  /** Relative to the root, with `/`; what lies beside the root begins with `../`. */
  { readonly files: ReadonlySet<string> } | { readonly problem: Diagnostic };

/**
 * The files that differ from a revision in the working tree: changed, staged, deleted, and those that
 * git does not know and does not ignore. `true` stands for HEAD; any other revision for the place where
 * the history of HEAD has left it (the merge base), so that only what happened on this side counts. The
 * root may be any folder of a work tree. Nothing of the repository's own is started: see `gitIn`.
 */
export async function changedFiles(root: string, revision: string | true): Promise<ChangedFiles> {
  const git = await gitIn(root);
  const prefix = await git('rev-parse', '--show-prefix');
  if (!prefix.ok) return { problem: noRepository(prefix) };
  const base = revision === true ? await headOf(git) : await mergeBaseOf(git, revision);
  if ('problem' in base) return base;
  const [differing, unknown] = await Promise.all([
    git(
      ...['diff', '-z', '--name-only', '--no-renames', '--no-relative', '--no-ext-diff'],
      ...['--no-textconv', '--ignore-submodules=dirty', base.commit, '--'],
    ),
    git('ls-files', '-z', '--others', '--exclude-standard', '--full-name', '--', ':/'),
  ]);
  for (const answer of [differing, unknown]) {
    if (!answer.ok) return { problem: failed('git cannot tell what has changed', answer) };
  }
  const names = [differing, unknown].flatMap((one) => (one.ok ? one.stdout.split('\0') : []));
  const here = prefix.stdout.replace(/\n$/, '');
  return {
    files: new Set(names.filter((name) => name !== '').map((name) => posix.relative(here, name))),
  };
}

export interface ChangeOptions {
  readonly files: ReadonlySet<string>;
  /** Files that touch every runbook, such as the configuration and `rutter.lock`. */
  readonly shared: readonly string[];
}

/** The runs of runbooks whose page, or a file that it includes, has changed: all of them where a shared one has. */
export function changedRuns(
  runs: readonly Run[],
  { files, shared }: ChangeOptions,
): readonly Run[] {
  if (shared.some((file) => hasChanged(file, files))) return runs;
  return runs.filter(({ runbook }) =>
    filesOf(runbook.source).some((path) => hasChanged(path, files)),
  );
}

/** Of another repository in this one (a submodule) git knows the folder only. */
function hasChanged(file: string, files: ReadonlySet<string>): boolean {
  const parts = file.split('/');
  return parts.some((_, index) => files.has(parts.slice(0, index + 1).join('/')));
}

type Base = { readonly commit: string } | { readonly problem: Diagnostic };

async function headOf(git: Git): Promise<Base> {
  const head = await commitOf(git, 'HEAD');
  if (head !== undefined) return { commit: head };
  // Nothing is committed yet, so everything has changed.
  const empty = await git('hash-object', '-t', 'tree', '--stdin');
  if (!empty.ok) return { problem: failed('git cannot tell what has changed', empty) };
  return { commit: empty.stdout.trim() };
}

async function mergeBaseOf(git: Git, revision: string): Promise<Base> {
  const commit = revision.startsWith('-') ? undefined : await commitOf(git, revision);
  if (commit === undefined) return { problem: await unknownRevision(git, revision) };
  const base = await git('merge-base', commit, 'HEAD');
  if (base.ok) return { commit: base.stdout.trim() };
  return { problem: await unrelated(git, revision, base) };
}

async function commitOf(git: Git, revision: string): Promise<string | undefined> {
  const answer = await git(
    ...['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
  );
  const name = answer.ok ? answer.stdout.trim() : '';
  return /^[0-9a-f]{40,64}$/.test(name) ? name : undefined;
}

async function isShallow(git: Git): Promise<boolean> {
  const answer = await git('rev-parse', '--is-shallow-repository');
  return answer.ok && answer.stdout.trim() === 'true';
}

const shallowHint =
  'this clone has only a part of the history: fetch all of it (`git fetch --unshallow`; `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab)';

async function unknownRevision(git: Git, revision: string): Promise<Diagnostic> {
  const isPath = stat(resolve(revision)).then(
    () => true,
    () => false,
  );
  if (revision !== '' && (await isPath)) {
    return problem(
      `\`--changed\` takes a revision of git, and \`${revision}\` is a path`,
      `write \`--changed=HEAD ${revision}\`, or the path before the option`,
    );
  }
  const message = `git knows no revision \`${revision}\``;
  const remote = `origin/${revision}`;
  if (!revision.startsWith('-') && (await commitOf(git, remote)) !== undefined) {
    return problem(message, `did you mean \`${remote}\`?`);
  }
  if (await isShallow(git)) return problem(message, shallowHint);
  return problem(message, 'name a branch, a tag or a commit, and fetch it first');
}

async function unrelated(git: Git, revision: string, answer: GitAnswer): Promise<Diagnostic> {
  if ((await commitOf(git, 'HEAD')) === undefined) {
    return problem('nothing is committed yet', 'write `--changed` without a revision');
  }
  const message = `HEAD and \`${revision}\` have no commit in common`;
  if (await isShallow(git)) return problem(message, shallowHint);
  if (!answer.ok && answer.status !== 1) return failed(message, answer);
  return problem(message, 'name a revision that this branch comes from');
}

function noRepository(answer: GitAnswer): Diagnostic {
  if (answer.ok) return problem('`--changed` needs a git repository', '');
  if (answer.missing) {
    return problem('`--changed` asks git, and there is no `git` here', 'install git');
  }
  if (/not a git repository|must be run in a work tree/.test(answer.stderr)) {
    return problem(
      '`--changed` asks git, and the site is in no git repository',
      'name the pages that are to be run instead',
    );
  }
  return failed('`--changed` asks git, which refuses', answer);
}

function failed(message: string, answer: GitAnswer): Diagnostic {
  const details = answer.ok ? [] : answer.stderr.split('\n').slice(0, 10);
  return diagnostic({
    code: 'verify-changed',
    message,
    details: details.map((line) => `git: ${line}`),
    hint: 'see what `git status` says there',
  });
}

function problem(message: string, hint: string): Diagnostic {
  return diagnostic({ code: 'verify-changed', message, hint });
}
