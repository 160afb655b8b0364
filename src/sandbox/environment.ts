import { SandboxError } from '../model/sandbox.ts';

/** Where programs are found when the image does not say it. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const fixed: Readonly<Record<string, string>> = {
  HOME: '/work',
  LANG: 'C.UTF-8',
  TERM: 'dumb',
  TZ: 'UTC',
};

const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
/** They change what a shell or the dynamic linker does before the first command runs. */
const reserved = /^(?:LD_.*|ENV|BASH_ENV|BASHOPTS|SHELLOPTS|IFS|PS4|POSIXLY_CORRECT|RUTTER_.*)$/;

/** Of an image: they change what its shell does, or make every program complain. Its paths stay. */
const unwanted =
  /^(?:ENV|BASH_ENV|BASHOPTS|SHELLOPTS|BASH_XTRACEFD|BASH_FUNC_.*|IFS|PS4|POSIXLY_CORRECT|LD_PRELOAD|LD_AUDIT|LD_DEBUG.*|RUTTER_.*)$/;

/** Which of an image's variables a sandbox does not get. */
export function unwantedVariables(names: readonly string[]): readonly string[] {
  return names.filter((name) => unwanted.test(name));
}

/** @throws SandboxError for a name or value that is none of an environment */
function checkVariable(name: string, value: string): void {
  if (!namePattern.test(name)) {
    throw new SandboxError(`${JSON.stringify(name)} is no name for an environment variable`);
  }
  if (value.includes('\0')) {
    throw new SandboxError(`the value of the variable \`${name}\` contains a NUL character`);
  }
}

/**
 * The variables of a sandbox: a small fixed set and the page's own. Nothing of ours is passed on.
 * @throws SandboxError for a name or value that no sandbox gets.
 */
export function sandboxEnvironment(
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(own)) {
    checkVariable(name, value);
    if (reserved.test(name)) {
      throw new SandboxError(`the variable \`${name}\` cannot be set for a sandbox`);
    }
  }
  return { ...fixed, ...own };
}

/**
 * The variables of a service beside its image's: the page's own, which may be any, for no shell of
 * ours runs there.
 * @throws SandboxError for a name or value that is none of an environment
 */
export function serviceEnvironment(own: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(own).map(([name, value]) => {
    checkVariable(name, value);
    return `${name}=${value}`;
  });
}
