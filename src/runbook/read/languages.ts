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

export const shellLanguageNames: readonly string[] = Object.keys(shellLanguages);

export function shellLanguage(language: string): ShellLanguage | undefined {
  const name = language.toLowerCase();
  return Object.hasOwn(shellLanguages, name) ? shellLanguages[name] : undefined;
}

/**
 * The languages that begin a hidden block. Only the plain names: a comment of prose may well begin
 * with the word `shell`.
 */
export function isHiddenLanguage(language: string): boolean {
  return language === 'sh' || language === 'bash' || language === 'console';
}
