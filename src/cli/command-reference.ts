import { commands, environment, exitStatuses } from './command-table.ts';
import { type OptionSpec, options } from './option-table.ts';

/** The command line as data: `rutter help --json`, and what the reference page is held against. */
export interface CommandReference {
  readonly commands: readonly {
    readonly name: string;
    /** Such as `rutter new [options] <kind> <title>`. */
    readonly usage: string;
    readonly purpose: string;
    readonly arguments: readonly {
      readonly name: string;
      readonly description: string;
      readonly choices?: readonly string[];
    }[];
    readonly options: readonly {
      readonly flags: string;
      readonly description: string;
      readonly choices?: readonly string[];
      readonly env?: string;
    }[];
    readonly examples: readonly { readonly command: string; readonly does: string }[];
  }[];
  readonly environment: readonly { readonly name: string; readonly does: string }[];
  readonly exitStatuses: readonly { readonly status: number; readonly means: string }[];
}

export function commandReference(): CommandReference {
  return {
    commands: commands.map(({ name, purpose, arguments: taken, options: names, examples }) => ({
      name,
      usage: ['rutter', name, '[options]', ...taken.map((one) => one.name)].join(' '),
      purpose,
      arguments: taken,
      options: names.map((option) => {
        const { flags, description, choices, env }: OptionSpec = options[option];
        return {
          flags,
          description,
          ...(choices === undefined ? {} : { choices }),
          ...(env === undefined ? {} : { env }),
        };
      }),
      examples,
    })),
    environment,
    exitStatuses,
  };
}
