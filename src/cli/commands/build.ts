import { createBuilder } from '../../build.ts';
import { loadConfig } from '../../config/load.ts';
import type { BuildEvent } from '../../model/build.ts';
import { createProfile } from '../../model/profile.ts';
import { annotate } from '../annotate.ts';
import type { Run } from '../command.ts';
import { counted, pathFrom } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { judgedStatus } from '../judged-status.ts';
import { loadOptions } from '../load-options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { profileLines } from '../profile-lines.ts';
import { openProgress } from '../progress.ts';
import { bold, cyan, dim, green, red, safe } from '../safe-text.ts';
import { seconds } from '../seconds.ts';
import { keepHeapSmall } from '../small-heap.ts';

export const run: Run = async ({ options, print, cwd }) => {
  // From the beginning of the process, which is where its clock begins.
  const profile = options.profile ? createProfile(0) : undefined;
  profile?.phase('start');
  profile?.phase('configuration');
  const config = await loadConfig(loadOptions(options));
  const progress = openProgress(print);
  const { strict, force, jobs, offline } = options;
  const onEvent = (event: BuildEvent): void => {
    keepHeapSmall(event);
    progress.on(event);
  };
  const result = await createBuilder(config)
    .build({ strict, force, jobs, offline, profile, onEvent })
    .finally(progress.close);
  const { ok, diagnostics } = result;
  const { root, outDir } = config;
  const { pages, written, unchanged, removed } = result;
  const durationMs = Math.round(result.durationMs);
  if (print.json) {
    const counts = { pages, written, unchanged, removed, durationMs };
    const measured = profile === undefined ? {} : { profile: profile.data() };
    print.document({ ok, root, outDir, ...counts, ...measured, diagnostics });
  }
  printDiagnostics(diagnostics, { print, root, cwd });
  annotate(diagnostics, print, { root, cwd });
  if (!ok) {
    print.problem(safe`${red('not built')}: nothing was published`);
    return judgedStatus(diagnostics);
  }
  if (print.loudness === 'verbose') {
    for (const path of written) print.result(safe`  ${green('+')} ${path}`);
    for (const path of removed) print.result(safe`  ${red('-')} ${path}`);
  }
  if (profile !== undefined) for (const line of profileLines(profile.data())) print.result(line);
  const files = written.length + unchanged;
  const changes = `${written.length} written, ${unchanged} unchanged, ${removed.length} removed`;
  print.result(
    safe`${bold(green('built'))} ${counted(pages, 'page')}, ${counted(files, 'file')}: ${changes}, ${dim(`in ${seconds(result.durationMs)}`)} → ${cyan(`${pathFrom(outDir, { root, cwd })}/`)}`,
  );
  return exitStatus.ok;
};
