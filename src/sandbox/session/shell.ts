import { readFileSync } from 'node:fs';
import { functionsOf } from './functions.ts';

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
  const file = (name: string, ...parts: readonly string[]) =>
    `printf %s ${quote(parts.map((part) => driverText(part, stateDir)).join('\n'))} >${name}`;
  return `
cd ${quote(stateDir)} && mkfifo control in key && : >functions && : >names && : >state || exit
${file('driver-bash', 'driver-bash.sh', 'driver.sh')}
${file('driver-sh', 'driver-posix.sh', 'driver.sh')}
${file('loop', 'driver-loop.sh')}
${file('exited', 'driver-exit.sh')}
cat 0<>control & relay=$!
cd ${quote(workDir)} || cd /
if bash -c 'exit 0' </dev/null >/dev/null 2>&1; then shell=bash; else shell=sh; fi
printf 'ready %s %s\\n%s\\n%s\\n' ${token} "$shell" "$PWD" ${token}
"$shell" -c ". '${stateDir}/driver-$shell'" "$shell" </dev/null >/dev/null 2>&1
printf 'gone %s %s\\n\\n%s\\n' ${token} $? ${token}
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

/**
 * Text for a shell's stdin: pumps a pair of output pipes to its stdout and stderr, with a mark
 * each time the last writer has closed one, and goes on to read commands from us.
 */
export function aideText({ stateDir, generation, mark }: AideOptions): string {
  const pump = (pipe: string) => `while cat ${pipe} && printf %s ${mark}; do :; done`;
  const [out, err] = [`out.${generation}`, `err.${generation}`];
  return `
cd ${quote(stateDir)} && mkfifo -m 666 ${out} ${err} || exit
{ ${pump(err)}; } </dev/null 3>&- >&2 2>/dev/null &
{ ${pump(out)}; } </dev/null 2>/dev/null &
exec >/dev/null 2>&1
`;
}

export interface BlockOptions {
  readonly script: string;
  readonly generation: number;
  readonly token: string;
  /** The `$-` after the block before: tracing is off while the driver works. */
  readonly flags: string;
  readonly lastStatus: number;
}

/** A here-document may be in it; only then is the probe for its end worth its time. */
function mayHaveHereDocument(script: string): boolean {
  return script.includes('<<');
}

/** Commands for an aide: writes a block's files and hands the block to the driver. */
export function blockText(options: BlockOptions): string {
  const { script, generation, token, flags, lastStatus } = options;
  const probe = mayHaveHereDocument(script);
  const functions = [...functionsOf(script)];
  const bodies = functions.map(([, body]) => body).join('\n');
  const names = functions.map(([name]) => name).join('\n');
  const before = [
    ...(lastStatus === 0 ? ['command :; '] : []),
    ...(flags.includes('v') ? ['command set -v; '] : []),
    ...(flags.includes('x') ? ['command set -x; '] : []),
  ].join('');
  return `text=${quote(script)}
[ -p in ] && [ -p key ] && printf '%s%s\\n' ${quote(before)} "$text" >block &&
printf '\\\\set -n\\n%s\\n' "$text" >whole &&${
    probe ? `\nprintf '\\\\set -n\\n%s\\n)\\n' "$text" >probe &&` : ''
  }
${
  names === ''
    ? ''
    : `printf '%s\\n' ${quote(bodies)} >>functions && printf '%s\\n' ${quote(names)} >>names &&\n`
}printf 'run ${generation}${probe ? ' probe' : ' -'}\\n' >in &&
printf '${token}\\n' >key ||
printf 'refused %s\\n\\n%s\\n' ${token} ${token} >control
`;
}

/** Commands for an aide: the mark into both pipes, behind what has been written to them. */
export function markText(generation: number, mark: string): string {
  return `printf %s ${mark} >out.${generation}; printf %s ${mark} >err.${generation}\n`;
}

/** Commands for an aide: a file with this content, its parents made; answers `wrote STATUS`. */
export function writeText(path: string, content: string, token: string): string {
  const parts = content.split('\0').map((part) => `printf %s ${quote(part)}`);
  return `words=$({ mkdir -p -- ${quote(folderOf(path))} && {
${parts.join(" && printf '\\000' &&\n")}
} >${quote(path)}; } 2>&1)
printf 'wrote %s %s\\n%s\\n%s\\n' ${token} $? "$words" ${token} >control
`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
