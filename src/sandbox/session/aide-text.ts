import { driverText, quote } from './shell.ts';

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
