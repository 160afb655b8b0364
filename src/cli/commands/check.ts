import { createBuilder } from '../../build.ts';
import { loadConfig } from '../../config/load.ts';
import { checkExternal, type ExternalResult } from '../../links/check.ts';
import type { Config } from '../../model/config.ts';
import type { ExternalLink } from '../../model/page.ts';
import { lintRunbook } from '../../runbook/lint/lint.ts';
import { annotate } from '../annotate.ts';
import type { Run } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { exitStatus } from '../exit-status.ts';
import { judgedStatus } from '../judged-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, printDiagnostics, strictly } from '../print-diagnostics.ts';
import { bold, dim, green, safe } from '../safe-text.ts';
import { seconds } from '../seconds.ts';
import { version } from '../version.ts';

export const run: Run = async ({ options, print, cwd, signal }) => {
  const config = await loadConfig(loadOptions(options));
  const { root } = config;
  const result = await createBuilder(config).check({
    strict: options.strict,
    offline: options.offline,
  });
  // What would pass although something is wrong is a finding like any other.
  const weak = strictly(
    result.runbooks.flatMap((runbook) => lintRunbook(runbook).diagnostics),
    options.strict,
  );
  const external =
    options.external === true
      ? await askHosts({ config, links: result.externalLinks ?? [] }, { print, signal, options })
      : undefined;
  const dead = strictly(external?.diagnostics ?? [], options.strict);
  const diagnostics = [...result.diagnostics, ...weak, ...dead];
  const ok = result.ok && !hasErrors([...weak, ...dead]);
  if (print.json) {
    const durationMs = Math.round(result.durationMs);
    const asked = external && { urls: external.urls, known: external.known };
    print.document({ ok, root, pages: result.pages, external: asked, durationMs, diagnostics });
  }
  printDiagnostics(diagnostics, { print, root, cwd });
  annotate(diagnostics, print, { root, cwd });
  if (!ok) return judgedStatus(diagnostics);
  print.result(
    safe`${bold(green('checked'))} ${counted(result.pages, 'page')}${external === undefined ? '' : `, ${counted(external.urls, 'external link')}`} ${dim(`in ${seconds(result.durationMs)}`)}`,
  );
  return exitStatus.ok;
};

interface Asked {
  readonly config: Config;
  readonly links: readonly ExternalLink[];
}

/** A line at the foot of a terminal says how far it is: other hosts take their time. */
async function askHosts(
  { config, links }: Asked,
  { print, signal, options }: Pick<Parameters<Run>[0], 'print' | 'signal' | 'options'>,
): Promise<ExternalResult> {
  const onProgress = (done: number, all: number): void => {
    print.view([safe`asking other hosts: ${done} of ${counted(all, 'link')}`]);
  };
  try {
    const force = options.force;
    return await checkExternal({ links, config, version, signal, force, onProgress });
  } finally {
    print.view([]);
  }
}
