import type { LoadOptions } from '../config/load.ts';
import type { Options } from './command.ts';

/** The options of the command line as the configuration takes them. */
export function loadOptions(options: Options): LoadOptions {
  return {
    root: options.root,
    configFile: options.config,
    overrides: {
      outDir: options.outDir,
      base: options.base,
      url: options.site,
      drafts: options.drafts,
      future: options.future,
      expired: options.expired,
      engine: options.engine,
    },
  };
}
