import { readFileSync } from 'node:fs';

/** The shells a session can be in. bash is taken where the sandbox has it. */
export type ShellName = 'bash' | 'sh';

/** A word of shell text that stands for exactly these characters. There can be no U+0000 in it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function driverText(name: string, stateDir: string): string {
  const text = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
  return text.replaceAll('@DIR@', stateDir);
}

export interface LauncherOptions {
  readonly stateDir: string;
  readonly workDir: string;
  /** Signs the two messages of the launcher: `ready`, and `gone` with the shell's exit status. */
  readonly token: string;
}

/**
 * Text for a shell's stdin: makes the pipes and the driver's files, relays the control pipe to its
 * stdout, and runs the user's shell until it is gone.
 */
export function launcherText({ stateDir, workDir, token }: LauncherOptions): string {
  const file = (name: string, ...parts: readonly string[]) => {
    const text = quote(parts.map((part) => driverText(part, stateDir)).join('\n'));
    const sourced = text.replace(/@(DOT|EVAL)@/g, (_, word) =>
      word === 'DOT' ? `'"$dot"'` : `'"$eval"'`,
    );
    return `printf %s ${sourced} >${name}`;
  };
  return `
cd ${quote(stateDir)} && mkfifo control in key && : >functions && : >names && : >functions-new && : >names-new && : >state && : >complaints || exit
if bash -c 'exit 0' </dev/null >/dev/null 2>&1
then shell=bash dot='command .' eval='command eval'; else shell=sh dot='\\.' eval='\\eval'; fi
${file('driver-bash', 'driver-bash.sh', 'driver.sh')}
${file('driver-sh', 'driver-posix.sh', 'driver.sh')}
${file('loop', 'driver-loop.sh')}
${file('exited', 'driver-exit.sh')}
${file('job', 'driver-job.sh')}
cat 0<>control & relay=$!
cd ${quote(workDir)} || cd /
printf 'ready %s %s\\n%s\\n%s\\n' ${token} "$shell" "$PWD" ${token}
"$shell" -c ". '${stateDir}/driver-$shell'" "$shell" </dev/null >/dev/null 2>'${stateDir}/complaints'
status=$? words=''
while read -r line && [ "\${#words}" -lt 1000 ]; do words="$words$line "; done <'${stateDir}/complaints'
printf 'gone %s %s\\n%s\\n%s\\n' ${token} "$status" "$words" ${token}
kill "$relay"
exit 0
`;
}

export interface AideOptions {
  readonly stateDir: string;
  /** Numbers the output pipes: one pair an aide. */
  readonly generation: number;
  /** Written where an output pipe has come to its end. */
  readonly mark: string;
}

/** How many blocks one `cat` serves. */
const rounds = 32;

/**
 * Text for a shell's stdin: pumps a pair of output pipes to its stdout and stderr, with a mark
 * each time the last writer has closed one, and goes on to read commands from us. The mark is in a
 * file without a name, so that one \`cat\` can go from pipe to mark to pipe and nothing has to be
 * started for a block.
 */
export function aideText({ stateDir, generation, mark }: AideOptions): string {
  const pump = (pipe: string) =>
    `while cat ${`${pipe} /proc/self/fd/3 `.repeat(rounds)}; do :; done`;
  const [out, err] = [`out.${generation}`, `err.${generation}`];
  return `
${pipesText({ stateDir, generation, mark })}
{ ${pump(err)}; } </dev/null >&2 2>/dev/null &
{ ${pump(out)}; } </dev/null 2>/dev/null &
exec >/dev/null 2>&1
`;
}

/** The same for a background job: each of its output pipes comes to an end once. */
export function jobAideText({ stateDir, generation, mark }: AideOptions): string {
  const file = driverText('aide-job.sh', stateDir);
  return `
job=${generation}
${file}
${pipesText({ stateDir, generation, mark })}
mkfifo life.$job || exit
cat err.$job /proc/self/fd/3 </dev/null >&2 2>/dev/null &
pumps=$!
cat out.$job /proc/self/fd/3 </dev/null 2>/dev/null &
pumps="$pumps $!"
exec >/dev/null 2>&1
`;
}

/**
 * Makes the pipes, and `put` to write a line into one: in busybox the end of a child interrupts who
 * waits for the other side of a pipe.
 */
function pipesText({ stateDir, generation, mark }: AideOptions): string {
  const name = `mark.${generation}`;
  return `put() {
  until printf '%s\\n' "$1" >"$2"; do [ -p "$2" ] || return 1; done
}
cd ${quote(stateDir)} && mkfifo -m 666 out.${generation} err.${generation} &&
printf %s ${mark} >${name} && exec 3<${name} && rm -f ${name} || exit`;
}

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

/**
 * Commands for an aide: marks into both pipes, behind what has been written to them. Who reads the
 * pipes of a job may be gone; opened like this they hold nobody up.
 */
export function markText(options: {
  readonly generation: number;
  readonly text: string;
  readonly job: boolean;
}): string {
  const { generation, text, job } = options;
  const into = job ? '1<>' : '>';
  return `printf %s ${text} ${into}out.${generation}; printf %s ${text} ${into}err.${generation}\n`;
}

/** Commands for an aide: ends it, and who pumps its pipes. */
export const leaveText = 'for p in out.* err.*; do exec 4<>"$p"; rm -f "$p"; done; exit\n';

/** Commands for an aide: a file with this content, its parents made; answers `wrote STATUS`. */
export function writeText(options: {
  readonly path: string;
  readonly content: string;
  readonly mode?: number | undefined;
  readonly token: string;
}): string {
  const { path, content, mode, token } = options;
  const parts = content.split('\0').map((part) => `printf %s ${quote(part)}`);
  const file = quote(path);
  const permit = mode === undefined ? '' : ` && chmod ${mode.toString(8)} ${file}`;
  // Whoever opens a pipe to write waits for its reader.
  return `words=$({ if [ -e ${file} ] && [ ! -f ${file} ] && [ ! -d ${file} ]; then
echo 'something that is no file is there'; false
else mkdir -p -- ${quote(folderOf(path))} && {
${parts.join(" && printf '\\000' &&\n")}
} >${file}${permit}; fi; } 2>&1)
printf 'wrote %s %s\\n%s\\n%s\\n' ${token} $? "$words" ${token} >control
`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
