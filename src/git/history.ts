import { readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, type DiagnosticInput, diagnostic } from '../model/diagnostic.ts';
import type { PageHistory } from '../model/history.ts';
import { readRecord, writeRecord } from '../store/record.ts';
import { type Git, type GitAnswer, gitIn } from './command.ts';
import { headOf } from './head.ts';
import { logFormat, readLog } from './log.ts';

export interface SiteHistory {
  /** By the path of a file, relative to the site's root. */
  readonly files: ReadonlyMap<string, PageHistory>;
  readonly diagnostics: readonly Diagnostic[];
}

type HistoryConfig = Pick<Config, 'root' | 'contentDir' | 'stateDir'>;
type Line = readonly [path: string, history: PageHistory];

const format = 'rutter-history-1';

/**
 * What git knows of the files of the content folder, from one pass over its log; kept until something
 * else is checked out. What has not been committed has no part in it. Never throws: a site without a
 * history is built without.
 */
export async function readHistory(config: HistoryConfig): Promise<SiteHistory> {
  const { root, contentDir, stateDir } = config;
  const content = relative(root, contentDir).split(sep).join('/') || '.';
  const head = headOf(root);
  const file = join(stateDir, 'history');
  const question = JSON.stringify([head, content]);
  const known = head === undefined ? undefined : readRecord(file, format);
  if (known?.[0] === question) {
    const [, shallow, ...lines] = known as [string, number, ...Line[]];
    return { files: new Map(lines), diagnostics: toldOf(shallow) };
  }
  const git = await gitIn(root);
  const asked = await ask(git, content);
  if ('problem' in asked) return { files: new Map(), diagnostics: [asked.problem] };
  const files = readLog(asked.log, asked.cut);
  const below = new Map(
    [...files].map(([path, history]) => [posix.relative(asked.prefix, path), history]),
  );
  if (head !== undefined) {
    try {
      writeRecord(file, format, [question, asked.cut.size, ...below]);
    } catch {
      // It is looked up again by the next build.
    }
  }
  return { files: below, diagnostics: toldOf(asked.cut.size) };
}

type Asked =
  | { readonly log: string; readonly prefix: string; readonly cut: ReadonlySet<string> }
  | { readonly problem: Diagnostic };

async function ask(git: Git, content: string): Promise<Asked> {
  const where = await git('rev-parse', '--show-prefix', '--git-path', 'shallow', '--show-toplevel');
  if (!where.ok) return { problem: warning(noRepository(where)) };
  const [prefix = '', shallow = ''] = where.stdout.split('\n');
  const committed = await git('rev-parse', '--verify', '--quiet', 'HEAD');
  if (!committed.ok) return { log: '', prefix, cut: new Set() };
  const log = await git(
    ...['log', '-z', '--name-status', '-M', `--format=${logFormat}`, '--use-mailmap'],
    ...['--no-relative', '--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-color'],
    ...['--end-of-options', 'HEAD', '--', content],
  );
  if (!log.ok) {
    return {
      problem: warning({ message: `git cannot tell the history of the pages`, answer: log }),
    };
  }
  const cuts = await git('rev-parse', '--is-shallow-repository');
  const isShallow = cuts.ok && cuts.stdout.trim() === 'true';
  return { log: log.stdout, prefix, cut: new Set(isShallow ? await cutsIn(git, shallow) : []) };
}

/** The oldest commits of a shallow clone: https://git-scm.com/docs/shallow. */
async function cutsIn(git: Git, path: string): Promise<readonly string[]> {
  const top = await git('rev-parse', '--absolute-git-dir');
  const files = top.ok ? [join(top.stdout.trim(), 'shallow'), path] : [path];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return text.split('\n').filter((line) => line !== '');
  }
  return [];
}

function toldOf(cuts: number): readonly Diagnostic[] {
  if (cuts === 0) return [];
  return [
    warning({
      message:
        'the clone is shallow: pages that were changed last before it begins have no date of git',
      hint: 'fetch all of the history: `fetch-depth: 0` for the checkout action, `GIT_DEPTH: 0` for GitLab, or `git fetch --unshallow`',
    }),
  ];
}

interface Told extends Pick<DiagnosticInput, 'message' | 'hint'> {
  readonly answer?: Extract<GitAnswer, { ok: false }>;
}

function noRepository(answer: Extract<GitAnswer, { ok: false }>): Told {
  return answer.missing
    ? { message: '`git` is set, and there is no git on this machine', hint: 'install git' }
    : {
        message: '`git` is set, and the site lies in no work tree of git',
        hint: 'build in a clone, or leave `git` out of the configuration',
        answer,
      };
}

function warning({ message, hint, answer }: Told): Diagnostic {
  const details = answer === undefined || answer.stderr === '' ? undefined : [answer.stderr];
  return diagnostic({ code: 'git-history', severity: 'warning', message, hint, details });
}
