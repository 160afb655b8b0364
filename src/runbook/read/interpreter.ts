import type { Problem } from './attribute-reader.ts';
import {
  builtInInterpreter,
  configuredInterpreter,
  interpretedLanguageNames,
  shellLanguage,
} from './languages.ts';

export interface InterpretedBlock {
  readonly language: string;
  readonly lines: readonly string[];
  /** The block's `interpreter=`. */
  readonly asked: string | undefined;
  /** `verify.languages` of the configuration. */
  readonly configured: Readonly<Record<string, string>>;
}

export type Interpreter =
  /** The session's own. */
  | { readonly kind: 'shell' }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'none'; readonly problem: Problem };

/**
 * What runs a block: its `interpreter=`, else its shebang line, else the configuration's command for
 * its language, else ours. Shell text is the session's, also with the shebang of a shell, as the steps
 * behind it go on where it ends.
 */
export function interpreterOf(block: InterpretedBlock): Interpreter {
  const { language, asked, configured } = block;
  if (asked !== undefined) return { kind: 'command', command: asked };
  const isShell = shellLanguage(language) !== undefined;
  const first = block.lines[0] ?? '';
  if (first.startsWith('#!') && !(isShell && isShellName(first))) return readShebang(first);
  if (isShell) return { kind: 'shell' };
  const command = configuredInterpreter(language, configured) ?? builtInInterpreter(language);
  if (command !== undefined) return { kind: 'command', command };
  return {
    kind: 'none',
    problem: {
      message:
        language === ''
          ? 'a block without a language cannot be run'
          : `\`${language.slice(0, 80)}\` is no language that is run`,
      hint: `say what runs it with \`interpreter="… {}"\` or \`verify.languages\` in the configuration; known are sh, bash, console, ${interpretedLanguageNames.join(', ')}`,
    },
  };
}

function isShellName(shebang: string): boolean {
  return /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?(?:ba|da|a)?sh(?:[ \t]|$)/.test(
    shebang,
  );
}

/**
 * `#!/usr/bin/env python3` as shell text. As the kernel reads it (execve(2)): the path of a program,
 * then all the rest as one argument.
 */
function readShebang(line: string): Interpreter {
  const [, program = '', argument = ''] =
    /^#![ \t]*([^ \t]*)[ \t]*(.*?)[ \t]*$/.exec(line.slice(0, 500)) ?? [];
  if (!program.startsWith('/') || line.length > 256 || /\{\}|\p{Cc}/u.test(line)) {
    return {
      kind: 'none',
      problem: {
        message: 'the shebang line does not name the whole path of a program',
        hint: 'write it like `#!/usr/bin/env python3`, or say `interpreter="python3 {}"`',
      },
    };
  }
  const words = [program, ...(argument === '' ? [] : [argument])].map(quoted);
  return { kind: 'command', command: `${words.join(' ')} {}` };
}

function quoted(word: string): string {
  return /^[\w./+=:@%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
