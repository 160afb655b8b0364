import type { PageHistory } from '../model/history.ts';

/** One commit of a log, newest first. */
interface Commit {
  readonly id: string;
  readonly date: string;
  readonly authors: readonly string[];
}

/** Of `git log -z --name-status`; its parts are read by `readLog`. */
export const logFormat =
  '%x01%H%x02%aI%x02%aN%x02%(trailers:key=Co-authored-by,valueonly,separator=%x03)';

const nameForm = /^[0-9a-f]{40,64}$/;
const statusForm = /^\n?([AMDTRCUX])\d*$/;

/**
 * What a log says of each path that the newest commit has, over renames.
 * @param log As git prints it with `-z --name-status -M` and `logFormat`: see
 *   https://git-scm.com/docs/git-log. A path follows its status, so that no name of a file can be
 *   taken for anything else.
 * @param cut Commits whose parents are not there: what they seem to have made, others may have.
 */
export function readLog(log: string, cut: ReadonlySet<string>): ReadonlyMap<string, PageHistory> {
  const found = new Map<string, { created: string; updated: string; authors: Set<string> }>();
  /** What a path of an older commit is called today; '' for a file that is another. */
  const today = new Map<string, string>();
  const parts = log.split('\0');
  let commit: Commit | undefined;

  const note = (path: string): void => {
    const name = today.get(path) ?? path;
    if (name === '' || commit === undefined || cut.has(commit.id)) return;
    const { date, authors } = commit;
    const known = found.get(name);
    if (known === undefined) {
      found.set(name, { created: date, updated: date, authors: new Set(authors) });
    } else {
      known.created = date;
      for (const author of authors) known.authors.add(author);
    }
  };

  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const status = statusForm.exec(part)?.[1];
    if (status === undefined) {
      commit = commitOf(part) ?? commit;
      continue;
    }
    at += 1;
    const path = parts[at] ?? '';
    if (status === 'R' || status === 'C') {
      at += 1;
      const to = parts[at] ?? '';
      note(to);
      if (status === 'R') today.set(path, today.get(to) ?? to);
      today.set(to, '');
    } else {
      note(path);
      // Before that there was nothing, or another file of that name.
      if (status === 'A' || status === 'D') today.set(path, '');
    }
  }
  return new Map(
    [...found].map(([path, { created, updated, authors }]) => [
      path,
      { created, updated, authors: [...authors] },
    ]),
  );
}

function commitOf(part: string): Commit | undefined {
  const [, rest] = /^\n?(.*)$/s.exec(part) ?? [];
  if (!rest?.startsWith('\x01')) return undefined;
  const [id = '', written = '', author = '', ...more] = rest.slice(1).split('\x02');
  const date = new Date(written);
  if (!nameForm.test(id) || Number.isNaN(date.getTime())) return undefined;
  const others = more.join('\x02').split('\x03');
  const names = [author, ...others.map((one) => one.replace(/<[^<>]*>\s*$/, ''))];
  return {
    id,
    date: date.toISOString().replace(/\.\d+Z$/, 'Z'),
    authors: names.map((name) => name.trim()).filter((name) => name !== ''),
  };
}
