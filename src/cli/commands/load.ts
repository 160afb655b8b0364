import { loadConfig } from '../../config/load.ts';
import { type LoadedCollection, loadAnew, loadedCollections } from '../../loaders/load-pages.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import type { Run } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, printDiagnostics } from '../print-diagnostics.ts';
import { refusal } from '../refusal.ts';
import { bold, green, safe } from '../safe-text.ts';

export const run: Run = async ({ arguments: [names = []], options, print, cwd }) => {
  const config = await loadConfig(loadOptions(options));
  const { root } = config;
  const diagnostics: Diagnostic[] = [];
  const loaded: { readonly collection: string; readonly entries: number }[] = [];
  for (const one of chosen(config, [names].flat())) {
    const found = await loadAnew(one, config);
    diagnostics.push(...found.diagnostics);
    if (found.diagnostics.length > 0) continue;
    loaded.push({ collection: one.name, entries: found.count });
    print.result(safe`${bold(green('loaded'))} ${one.name}: ${counted(found.count, 'page')}`);
  }
  const ok = !hasErrors(diagnostics);
  if (print.json) print.document({ ok, root, loaded, diagnostics });
  printDiagnostics(diagnostics, { print, root, cwd });
  return ok ? exitStatus.ok : exitStatus.failed;
};

/** @throws UserError for a name that is that of no collection with a loader. */
function chosen(config: Config, names: readonly string[]): readonly LoadedCollection[] {
  const all = loadedCollections(config);
  const unknown = names.find((name) => !all.some((one) => one.name === name));
  if (unknown === undefined && all.length > 0) {
    return names.length === 0 ? all : all.filter((one) => names.includes(one.name));
  }
  const known = all.map(({ name }) => name);
  const guess = nearest(unknown ?? '', known);
  throw refusal(
    'loader-missing',
    unknown === undefined
      ? 'no collection of the site has a loader'
      : `no collection with a loader is called \`${unknown}\``,
    guess !== undefined
      ? `did you mean \`${guess}\`?`
      : known.length > 0
        ? `there are ${known.join(', ')}`
        : 'add a `loader` to one of `collections` in the configuration',
  );
}
