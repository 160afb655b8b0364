import type { OutputFile } from '../../src/model/output.ts';
import type { Page } from '../../src/model/page.ts';
import type { View } from '../../src/model/site.ts';
import type { AssetPaths, Needed } from './assets.ts';
import { embed } from './embed.ts';
import { maths } from './maths.ts';
import { mermaid } from './mermaid.ts';
import { forKind } from './view-needs.ts';

/** By what articles say that they need (`needs`). Each is read when somebody needs it. */
const known: Readonly<Record<string, (detail: string) => Needed | undefined>> = {
  embed,
  maths,
  mermaid,
  view: forKind,
};

/** What follows a colon tells more of what is needed. */
function neededBy(need: string): Needed | undefined {
  const [name = '', ...detail] = need.split(':');
  return Object.hasOwn(known, name) ? known[name]?.(detail.join(':')) : undefined;
}

/** Style sheets of a page beside its ordinary one, relative to the base of the site. */
export function neededStyles(view: View, { sheets = {} }: AssetPaths): readonly string[] {
  return needsOf(view).flatMap(
    (need) => neededBy(need)?.styles.map(({ path }) => sheets[path] ?? path) ?? [],
  );
}

/** Scripts of a page, likewise. They are run when the page has been read. */
export function neededScripts(view: View): readonly string[] {
  return needsOf(view).flatMap((need) => scriptsOf(neededBy(need)));
}

/** Those of them before which nothing is painted, so that nothing moves under a reader's eyes. */
export function earlyScripts(view: View): readonly string[] {
  return needsOf(view)
    .map(neededBy)
    .flatMap((needed) => (needed?.isEarly === true ? scriptsOf(needed) : []));
}

function scriptsOf({ scripts = [], published = [] }: Partial<Needed> = {}): readonly string[] {
  return [...published, ...scripts.map(({ path }) => path)];
}

/** What a site publishes of them: each file that its pages need, once. */
export function neededFiles(needs: ReadonlySet<string> = new Set()): readonly OutputFile[] {
  const all = [...needs].sort().flatMap((need) => {
    const { styles, scripts = [], files } = neededBy(need) ?? { styles: [], files: [] };
    return [...styles, ...scripts, ...files].map((file) => ({ ...file, from: 'theme default' }));
  });
  // Several may need the same.
  return [...new Map(all.map((file) => [file.path, file])).values()];
}

/** Of the page itself, or of those that a list shows excerpts of. */
function needsOf(view: View): readonly string[] {
  const shown: readonly (Page | undefined)[] = [
    'page' in view ? view.page : undefined,
    'intro' in view ? view.intro : undefined,
    ...('items' in view ? view.items : []),
  ];
  const needs = shown.flatMap((page) => page?.needs ?? []);
  const kind = view.kind === 'page' && view.proof !== undefined ? 'runbook' : view.kind;
  const hasValues = view.kind === 'page' && view.proof?.runbook.variables !== undefined;
  const kinds = [kind, ...(hasValues ? ['values'] : [])].filter(
    (one) => forKind(one) !== undefined,
  );
  if (kinds.length > 0) return [...new Set(needs), ...kinds.map((one) => `view:${one}`)].sort();
  return needs.length < 2 ? needs : [...new Set(needs)].sort();
}
