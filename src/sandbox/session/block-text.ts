import { quote, type ShellName } from './shell.ts';

export interface BlockOptions {
  readonly script: string;
  readonly generation: number;
  readonly token: string;
  /** The `$-` after the block before: tracing is off while the driver works. */
  readonly flags: string;
  /** What `$?` is to be. */
  readonly lastStatus: number;
  /** It is ours: the user's EXIT trap is not run at its end. */
  readonly quiet?: boolean | undefined;
  /** For a shell that cannot print its functions. */
  readonly functions?: Remembered | undefined;
}

/** The text of functions, by name. */
export type Functions = ReadonlyMap<string, string>;

export interface Remembered {
  /** Of the last block that has run. */
  readonly learned: Functions;
  /** Of this block, which may turn out to be no shell text. */
  readonly own: Functions;
}

/** A here-document may be in it; only then is the probe for its end worth its time. */
function mayHaveHereDocument(script: string): boolean {
  return script.includes('<<');
}

/**
 * What stands before a script, on its first line: tracing as it was, and `$?`. What fails on the left
 * of `&&` ends no shell and calls no trap.
 */
function before({ flags, lastStatus }: Pick<BlockOptions, 'flags' | 'lastStatus'>): string {
  const options = ['v', 'x'].filter((flag) => flags.includes(flag)).map((flag) => `-${flag}`);
  const status = lastStatus === 0 ? 'command :' : `__rutter_fail ${lastStatus}`;
  const then = lastStatus === 0 ? '; ' : ' && :; ';
  if (options.length === 0) return `${status}${then}`;
  return `{ command set ${options.join(' ')}; ${status}; } 2>/dev/null${then}`;
}

/** Writes the text that is to be parsed without being run. */
function checkText(): string {
  return `printf '\\\\set -n\\n%s\\n' "$text" >whole`;
}

function probeText(script: string): string {
  return mayHaveHereDocument(script) ? `printf '\\\\set -n\\n%s\\n)\\n' "$text" >probe` : ':';
}

/** Has the driver take the block. */
function handText(options: {
  readonly pipes: string;
  readonly script: string;
  readonly token: string;
}): string {
  const { pipes, script, token } = options;
  const probe = mayHaveHereDocument(script) ? 'probe' : '-';
  return `put 'run ${pipes} ${probe}' in && put ${token} key ||
printf 'refused %s %s\\n\\n%s\\n' ${token} "$refused" ${token} >control
`;
}

/** Commands for an aide: writes a block's files and hands the block to the driver. */
export function blockText(options: BlockOptions): string {
  const { script, generation, token, quiet, functions } = options;
  const prefix = `${quiet ? '__rutter_quiet=yes; ' : ''}${before(options)}`;
  return `text=${quote(script)}
refused=gone
[ -p in ] && [ -p key ] && refused=full && printf '%s%s\\n' ${quote(prefix)} "$text" >block &&
${checkText()} && ${probeText(script)} &&
${functions ? rememberText(functions) : ':'} &&
${handText({ pipes: String(generation), script, token })}`;
}

function rememberText({ learned, own }: Remembered): string {
  const put = (functions: Functions, into: string, suffix: string) => {
    const bodies = quote([...functions.values(), ''].join('\n'));
    const names = quote([...functions.keys(), ''].join('\n'));
    return `printf %s ${bodies} ${into}functions${suffix} && printf %s ${names} ${into}names${suffix}`;
  };
  const before = learned.size > 0 ? [put(learned, '>>', '')] : [];
  return [...before, put(own, '>', '-new')].join(' && ');
}

export interface StartOptions extends BlockOptions {
  readonly shell: ShellName;
  readonly stateDir: string;
  /** Signs the message of the job's end. */
  readonly endToken: string;
}

/**
 * Commands for a job's aide: writes the job's files and hands the driver a block that starts it;
 * `ended` tells of its end with its status, or with none where who waits for it has been killed.
 */
export function startText(options: StartOptions): string {
  const { script, generation, token, endToken, stateDir } = options;
  const dot = options.shell === 'bash' ? 'command .' : '\\.';
  const block = `__rutter_job=${generation}; { ${dot} '${stateDir}/job'; } &`;
  return `{ status=''; read -r status <life.$job; printf 'ended %s %s\\n\\n%s\\n' ${endToken} "$status" ${endToken} >control; } &
pumps="$pumps $!"
text=${quote(script)}
refused=gone
[ -p in ] && [ -p key ] && refused=full && printf '%s%s\\n' ${quote(before(options))} "$text" >job.$job &&
printf '%s\\n' ${quote(block)} >block &&
${checkText()} && ${probeText(script)} &&
${handText({ pipes: '-', script, token })}`;
}
