import { driverText, quote } from './shell.ts';

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
