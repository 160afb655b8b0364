import { createRequire } from 'node:module';
import type { Command as CommanderCommand, Option as CommanderOption } from 'commander';
import { durationForm, parseDuration } from '../model/quantity.ts';
import type { Options } from './command.ts';
import { type CommandSpec, commands, environment, exitStatuses } from './command-table.ts';
import { type OptionSpec, options } from './option-table.ts';
import { helpOutput } from './print.ts';
import { ansi, bold, cyan, dim } from './safe-text.ts';
import { version } from './version.ts';

/**
 * commander is CommonJS: imported it is read twice, once for its names, which costs as much as the rest
 * of our start; required it is not (measured by scripts/bench/startup).
 */
const { Argument, Command, InvalidArgumentError, Option }: typeof import('commander') =
  createRequire(import.meta.url)('commander');

/** What a command line asks for. */
export interface Request {
  readonly spec: CommandSpec;
  readonly arguments: readonly (string | readonly string[] | undefined)[];
  readonly options: Options;
}

export type Answer =
  | { readonly kind: 'run'; readonly request: Request }
  | { readonly kind: 'reference' }
  /** All is said: help, a version, or (status 2) what is wrong with the command line. */
  | { readonly kind: 'done'; readonly wellFormed: boolean };

/** Reads a command line with commander, which prints the help and the usage errors. */
export function readCommandLine(argv: readonly string[]): Answer {
  let answer: Answer = { kind: 'done', wellFormed: false };
  const program = new Command('rutter')
    .description('A static-site and docs generator whose runbooks are proven.')
    .usage('<command> [options]')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'show the help of a command')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('hint: `rutter --help` shows the commands')
    .configureOutput(helpOutput())
    .configureHelp({
      styleTitle: (text) => ansi(bold(text), true),
      styleCommandText: (text) => ansi(cyan(text), true),
      styleSubcommandTerm: (text) => ansi(cyan(text), true),
      styleOptionTerm: (text) => ansi(cyan(text), true),
      styleArgumentTerm: (text) => ansi(cyan(text), true),
      subcommandTerm: (command) => command.name(),
      optionDescription: (option) =>
        option.argChoices === undefined
          ? option.description
          : `${option.description}: ${option.argChoices.join(', ')}`,
    });
  for (const spec of commands) {
    program.addCommand(
      commandOf(spec, program).action((...given: unknown[]) => {
        const taken = given.slice(0, spec.arguments.length) as Request['arguments'];
        const command = given.at(-1) as CommanderCommand;
        answer = { kind: 'run', request: { spec, arguments: taken, options: command.opts() } };
      }),
    );
  }
  program
    .command('help')
    .argument('[command]', 'the command')
    .description('Show the help of a command.')
    .option('--json', 'print the whole command line as JSON')
    .action((name: string | undefined, given: { json?: boolean }) => {
      if (given.json) answer = { kind: 'reference' };
      else program.parse(helpFor(name), { from: 'user' });
    });
  program.addHelpText('after', footOfHelp());
  try {
    if (argv.length === 0) program.help({ error: true });
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!isCommanderError(error)) throw error;
    return { kind: 'done', wellFormed: error.exitCode === 0 };
  }
  return answer;
}

/** What gives the help of a command; a name that is none is a usage error like anywhere else. */
function helpFor(name: string | undefined): readonly string[] {
  if (name === undefined) return ['--help'];
  const known = name === 'help' || commands.some((spec) => spec.name === name);
  return known ? [name, '--help'] : [name];
}

function isCommanderError(error: unknown): error is { readonly exitCode: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function commandOf(spec: CommandSpec, program: CommanderCommand): CommanderCommand {
  const command = new Command(spec.name)
    .copyInheritedSettings(program)
    .description(spec.purpose)
    .helpOption('--help', 'show this help')
    .showHelpAfterError(`hint: \`rutter ${spec.name} --help\` shows what it takes`)
    .addHelpText('after', examplesOf(spec));
  for (const one of spec.arguments) {
    const argument = new Argument(one.name, one.description);
    command.addArgument(one.choices === undefined ? argument : argument.choices(one.choices));
  }
  for (const name of spec.options) command.addOption(optionOf(options[name]));
  return command;
}

function optionOf(spec: OptionSpec): CommanderOption {
  const option = new Option(spec.flags, spec.description);
  if (spec.choices !== undefined) option.choices(spec.choices);
  if (spec.kind !== undefined) option.argParser(readers[spec.kind]);
  if (spec.many) option.argParser(collect);
  // A variable that is set to nothing says nothing.
  if (spec.env !== undefined && process.env[spec.env]) option.env(spec.env);
  if (spec.flags === '--quiet') option.conflicts('verbose');
  return option;
}

const readers: Readonly<Record<NonNullable<OptionSpec['kind']>, (text: string) => number>> = {
  port,
  count(text) {
    if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
    throw new InvalidArgumentError('It must be a whole number from 1.');
  },
  percent(text) {
    const [, number] = /^(\d{1,3}(?:\.\d+)?)%?$/.exec(text) ?? [];
    const given = Number(number ?? Number.NaN);
    // Almost nobody means less than one in a hundred: it is a share, as the configuration has it.
    if (given > 0 && given < 1) {
      const meant = Number((given * 100).toFixed(6));
      throw new InvalidArgumentError(`It is in percent: write ${meant} for ${meant} %.`);
    }
    if (given <= 100) return given / 100;
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  },
  duration(text) {
    const ms = parseDuration(text);
    if (ms !== undefined) return ms;
    throw new InvalidArgumentError(`It must be ${durationForm}.`);
  },
};

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  }
  return Number(text);
}

/** What a help page says below commander's own part; commander removes styles where none are wanted. */
function examplesOf(spec: CommandSpec): string {
  const width = Math.max(...spec.examples.map((one) => one.command.length));
  const lines = spec.examples.map(
    ({ command, does }) => `  $ ${command.padEnd(width)}  ${ansi(dim(does), true)}`,
  );
  return ['', ansi(bold('Examples:'), true), ...lines].join('\n');
}

function footOfHelp(): string {
  const width = Math.max(...environment.map((one) => one.name.length));
  return [
    '',
    ansi(bold('Environment:'), true),
    ...environment.map(({ name, does }) => `  ${ansi(cyan(name.padEnd(width)), true)}  ${does}`),
    '',
    ansi(bold('Exit status:'), true),
    ...exitStatuses.map(({ status, means }) => `  ${status}  ${means}`),
  ].join('\n');
}
