/** How a block is read: as a script, or as a transcript of a terminal. */
export type ShellLanguage = 'sh' | 'bash' | 'console';

/**
 * The names that blocks of the three languages have in the wild: Linguist's `shell` and
 * `shellsession`, Prism's `shell-session` and `sh-session`. `zsh`, `fish` and `powershell` are other
 * languages; the session has no such shell.
 */
const shellLanguages: Readonly<Record<string, ShellLanguage>> = {
  bash: 'bash',
  'bash-session': 'console',
  console: 'console',
  sh: 'sh',
  'sh-session': 'console',
  shell: 'sh',
  'shell-session': 'console',
  shellsession: 'console',
};

/** What runs the blocks of other languages where neither they nor the configuration say it. */
const interpreters: Readonly<Record<string, string>> = {
  node: 'node {}',
  perl: 'perl {}',
  python: 'python3 {}',
  ruby: 'ruby {}',
};

/** Other names of these, as Linguist has them, that are in use for code blocks. */
const aliases: Readonly<Record<string, string>> = {
  cjs: 'node',
  javascript: 'node',
  js: 'node',
  pl: 'perl',
  py: 'python',
  python3: 'python',
  rb: 'ruby',
};

export const shellLanguageNames: readonly string[] = Object.keys(shellLanguages);
export const interpretedLanguageNames: readonly string[] = Object.keys(interpreters);

export function shellLanguage(language: string): ShellLanguage | undefined {
  return own(shellLanguages, language.toLowerCase());
}

/** One name for a language that is no shell's: `python` for `Py`. */
export function plainLanguage(language: string): string {
  const name = language.toLowerCase();
  return own(aliases, name) ?? name;
}

/** The command for a language by the site's own configuration. */
export function configuredInterpreter(
  language: string,
  configured: Readonly<Record<string, string>>,
): string | undefined {
  const name = language.toLowerCase();
  const found =
    own(configured, name) ??
    Object.entries(configured).find(([key]) => plainLanguage(key) === plainLanguage(name))?.[1];
  return shellLanguage(name) === undefined ? found : undefined;
}

/** The command for a language that the configuration does not name. */
export function builtInInterpreter(language: string): string | undefined {
  return own(interpreters, plainLanguage(language));
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/**
 * The languages that begin a hidden block. Only the plain names: a comment of prose may well begin
 * with the word `shell`.
 */
export function isHiddenLanguage(language: string): boolean {
  return language === 'sh' || language === 'bash' || language === 'console';
}
