import { relative, sep } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { type Change, type Watcher, watchPages } from '../../dev/watch.ts';
import type { Config } from '../../model/config.ts';
import { UserError } from '../../model/diagnostic.ts';
import { filesOf } from '../../model/located.ts';
import type { VerifyEvent, VerifyOptions } from '../../verify.ts';
import type { Invocation } from '../command.ts';
import { pathFrom } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { reportFailure } from '../failure.ts';
import { loadOptions } from '../load-options.ts';
import { refusal } from '../refusal.ts';
import { cyan, dim, joined, safe } from '../safe-text.ts';
import { openPages } from './open-pages.ts';
import { proveOnce, verifyOptions } from './prove.ts';
import { type Work, workList } from './work-list.ts';

const shownAtMost = 5;

/**
 * `verify --watch`: runs what is asked for, and again what a saved page touches. A run under way that
 * has still to do with a saved page is stopped, and what it had left is done with the next.
 */
export async function watch(invocation: Invocation): Promise<ExitStatus> {
  const { options, print, signal, cwd } = invocation;
  if (print.json) {
    throw refusal(
      'verify-modes',
      '`--watch` and `--json` cannot be had at once: one document would never end',
      'leave one of them out; `--json-file` is written after each run',
    );
  }
  const config = await loadConfig(loadOptions(options));
  const todo = workList();
  const pages = openPages();
  /** What runbooks are put together of, wherever it lies. */
  const parts = new Set<string>();
  let run = new AbortController();
  const onChange = (change: Change): void => {
    const paths = pathsOf(config, change);
    const isForAll = change.configuration || paths.some((path) => /(?:^|\/)_meta\.yml$/.test(path));
    const saved = paths.filter((path) => parts.has(path) || /\.(md|markdown)$/i.test(path));
    todo.add(isForAll ? 'all' : new Set(saved));
    if (isForAll || saved.some((path) => pages.has(path))) run.abort();
  };
  let watcher: Watcher = await watchPages(config, onChange);
  const watchParts = (event: VerifyEvent): void => {
    if (event.type !== 'found') return;
    const files = event.runbooks.flatMap(({ source }) => filesOf(source));
    for (const file of files) parts.add(file);
    watcher.also({ beside: files, code: [] });
  };
  todo.add('all');
  let isFirst = true;
  try {
    for (;;) {
      const work = await todo.take(signal);
      if (work === undefined) return exitStatus.ok;
      run = new AbortController();
      if (!isFirst) {
        tellChange(work, invocation, config.root);
        if (work === 'all') watcher = await watchAnew(watcher, invocation, onChange);
      }
      await prove(invocation, {
        ...(isFirst ? verifyOptions(invocation, options) : again(invocation)),
        ...(work === 'all' ? {} : { pages: work }),
        signal: AbortSignal.any([signal, run.signal]),
        remark: () => (signal.aborted ? undefined : 'a page was saved meanwhile: it begins anew'),
        onEvent: (event) => {
          pages.on(event);
          watchParts(event);
        },
      });
      isFirst = false;
      if (run.signal.aborted) todo.add(pages.left());
      pages.clear();
      if (todo.isEmpty && !signal.aborted) {
        print.note(
          dim(
            `watching ${pathFrom(config.contentDir, { root: config.root, cwd })}; Ctrl-C ends it`,
          ),
        );
      }
    }
  } finally {
    await watcher.close();
  }
}

/** A mistake of the command line or the configuration is told, and watched for its correction. */
async function prove(
  invocation: Invocation,
  given: Parameters<typeof proveOnce>[1],
): Promise<void> {
  try {
    await proveOnce(invocation, given);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    reportFailure(error, { print: invocation.print, options: invocation.options });
  }
}

/** What a page was chosen by for the first time does not hold for a page that is being written. */
function again(invocation: Invocation): VerifyOptions {
  const {
    failed: _,
    changed: __,
    resume: ___,
    ...options
  } = verifyOptions(invocation, invocation.options);
  return options;
}

/** The configuration says what there is to be watched; one that is broken leaves the watcher as it is. */
async function watchAnew(
  watcher: Watcher,
  { options }: Invocation,
  onChange: (change: Change) => void,
): Promise<Watcher> {
  try {
    const next = await watchPages(await loadConfig(loadOptions(options)), onChange);
    await watcher.close();
    return next;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return watcher;
  }
}

function pathsOf({ root }: Config, change: Change): readonly string[] {
  return change.paths.map((path) => relative(root, path).split(sep).join('/'));
}

function tellChange(work: Work, { print, cwd }: Invocation, root: string): void {
  if (work === 'all') {
    print.note(safe`${cyan('the configuration')} was saved`);
    return;
  }
  const names = [...work].sort().map((path) => cyan(pathFrom(path, { root, cwd })));
  const more = names.length > shownAtMost ? ` and ${names.length - shownAtMost} more` : '';
  print.note(safe`${joined(names.slice(0, shownAtMost), ', ')}${more} saved`);
}
