import { loadConfig } from '../../config/load.ts';
import { preview } from '../../dev/preview.ts';
import { manifestName, readManifest } from '../../output/manifest.ts';
import { recoverSite } from '../../output/site-folder.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { openBrowser } from '../open-browser.ts';
import { printServing } from '../serving-lines.ts';
import { stopped } from '../stopped.ts';

const defaultPort = 4880;

export const run: Run = async ({ options, print, signal }) => {
  const config = await loadConfig(loadOptions(options));
  await recoverSite(config);
  const address = { host: options.host, port: options.port ?? defaultPort };
  const serving = await preview({ config, address, readManifest, manifestName });
  printServing(serving, print);
  if (options.open) openBrowser(serving.url);
  await stopped(signal);
  await serving.close();
  return exitStatus.ok;
};
