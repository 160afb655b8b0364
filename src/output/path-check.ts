import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { ancestorsOf, foldPath, problemOfPath, problemOnWindows } from './output-path.ts';

/** Looks at the paths of a stream of files, one after the other. */
export interface PathCheck {
  /** An error when this file cannot be published beside those before it. */
  add(file: Claim): Diagnostic | undefined;
  report(problem: Diagnostic): void;
  diagnostics(): readonly Diagnostic[];
}

/** A path of the site, and the page or file it is for; none: Rutter makes it of itself. */
export interface Claim {
  readonly path: string;
  readonly from?: string | undefined;
}

export function createPathCheck(): PathCheck {
  const files = new Map<string, Claim>();
  const folders = new Map<string, Claim>();
  const found: Diagnostic[] = [];
  return {
    add(file) {
      const claim = { path: file.path, from: file.from };
      const problem = problemOfPath(file.path);
      if (problem !== undefined) return badPath(claim, problem);
      const key = foldPath(file.path);
      const ancestors = ancestorsOf(key);
      const taken =
        files.get(key) ??
        folders.get(key) ??
        ancestors.map((ancestor) => files.get(ancestor)).find((one) => one !== undefined);
      if (taken !== undefined) return collision(claim, taken);
      files.set(key, claim);
      for (const ancestor of ancestors) {
        if (!folders.has(ancestor)) folders.set(ancestor, claim);
      }
      const windows = problemOnWindows(file.path);
      if (windows !== undefined) {
        found.push({ ...badPath(claim, windows), severity: 'warning' });
      }
      return undefined;
    },
    report: (problem) => found.push(problem),
    diagnostics: () => found,
  };
}

function badPath(claim: Claim, problem: string): Diagnostic {
  return at(
    claim,
    diagnostic({
      code: 'output-path',
      message: `a file cannot be published as ${JSON.stringify(claim.path)}: ${problem}`,
      hint: claim.from === undefined ? undefined : 'give it another name, slug or permalink',
    }),
  );
}

function collision(one: Claim, other: Claim): Diagnostic {
  const [claim, taken] = one.from === undefined ? [other, one] : [one, other];
  const sameName = claim.path === taken.path;
  return at(
    claim,
    diagnostic({
      code: 'output-collision',
      message: sameName
        ? `two files would be published as \`${claim.path}\``
        : `\`${claim.path}\` and \`${taken.path}\` cannot both be published`,
      hint: hintFor(claim, taken),
      related:
        taken.from === undefined
          ? undefined
          : [{ message: `the other, \`${taken.path}\`, comes from here`, file: taken.from }],
    }),
  );
}

function hintFor(claim: Claim, taken: Claim): string | undefined {
  if (claim.from === undefined || taken.from === undefined) {
    return 'Rutter makes one of them itself: give the page or file another name or permalink';
  }
  return claim.path === taken.path
    ? undefined
    : 'names must differ in more than case, and no file can be a folder';
}

function at(claim: Claim, problem: Diagnostic): Diagnostic {
  return claim.from === undefined ? problem : { ...problem, file: claim.from };
}

/** The same for files that are all known. */
export function checkFiles(files: Iterable<Claim>): readonly Diagnostic[] {
  const check = createPathCheck();
  for (const file of files) {
    const problem = check.add(file);
    if (problem !== undefined) check.report(problem);
  }
  return check.diagnostics();
}
