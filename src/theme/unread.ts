import { statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { type Mistake, mistakeIn } from './mistake.ts';
import { codeName, entriesOf, themeFolders, wordsName } from './theme-files.ts';

/** What lies in the folder of a theme as if it were read, and is not. */
export function unread(folder: string, root: string): Diagnostic[] {
  const tell = (file: string, said: Pick<Mistake, 'message' | 'hint' | 'severity'>) =>
    mistakeIn(file, root, { code: 'theme-override', severity: 'warning', ...said });
  const below = themeFolders.slice(0, 3).flatMap((kind) =>
    entriesOf(join(folder, kind)).map(({ name }) => ({
      kind,
      name,
      file: join(folder, kind, name),
    })),
  );
  return [
    ...entriesOf(folder).flatMap((entry) => {
      const file = join(folder, entry.name);
      const said = entry.isDirectory() ? ofFolder(entry.name) : ofFile(entry.name);
      return said === undefined ? [] : [tell(file, said)];
    }),
    ...below
      .sort((a, b) => (a.file < b.file ? -1 : 1))
      .flatMap(({ kind, name, file }) => {
        const said = isThere(file) ? ofPiece(kind, name) : deadLink;
        return said === undefined ? [] : [tell(file, said)];
      }),
  ];
}

type Said = Pick<Mistake, 'message' | 'hint' | 'severity'> | undefined;

const deadLink: Said = {
  severity: 'error',
  message: 'the link leads to a file that is not there',
  hint: 'take it away, or mend it',
};

function ofFolder(name: string): Said {
  const guess = nearest(name, themeFolders);
  if (guess === undefined || guess === name) return undefined;
  return {
    message: `a theme does not read its folder \`${name}\``,
    hint: `did you mean \`${guess}\`?`,
  };
}

function ofFile(name: string): Said {
  const [, language] = wordsName.exec(name) ?? [];
  // No language has a subtag of more than three letters.
  if (language !== undefined && /^[a-z]{4}/i.test(language)) {
    return {
      message: `\`${language}\` is the tag of no language`,
      hint: 'name the file with a tag such as `words.de.yml`',
    };
  }
  if (wordsName.test(name)) return undefined;
  if (/^words?\b.*\.(?:ya?ml|json|toml)$/i.test(name)) {
    return {
      message: `a theme does not read \`${name}\``,
      hint: 'its phrases are in `words.yml`, or by language in such as `words.de.yml`',
    };
  }
  if (!/^(?:styles?|theme|custom|main)\.css$/.test(name)) return undefined;
  return {
    message: `a theme does not read \`${name}\` here`,
    hint: `move it to \`styles/${name}\``,
  };
}

/** A file of another kind that is named as what it should draw. */
function ofPiece(kind: string, name: string): Said {
  if (/^[._]/.test(name) || codeName.test(name) || /\.d\.[cm]?ts$/.test(name)) return undefined;
  const ending = extname(name);
  if (kind === 'styles') {
    if (!/^\.(?:scss|sass|less|styl)$/.test(ending)) return undefined;
    return { message: 'a theme reads CSS only', hint: 'put the file that comes of it beside it' };
  }
  const isJsx = /^\.[jt]sx$/.test(ending);
  const piece = basename(name, ending);
  const isNamed = Object.hasOwn(kind === 'parts' ? parts : layouts, piece) && ending !== '';
  if (!isJsx && !isNamed) return undefined;
  return {
    message: `a theme does not read \`${name}\``,
    hint: `write \`${piece}.ts\` or \`${piece}.js\`, which draws with html\`…\`: \`rutter eject ${piece}\` begins it`,
  };
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
