import type { PhrasingContent, Root } from 'mdast';
import type { VFile } from 'vfile';
import { nearest } from '../../model/nearest.ts';
import { between, inlineElement, replacePieces } from '../inline.ts';
import { keyLabel, keyNames } from '../keys.ts';
import { tellLookalike } from '../lookalike.ts';
import { pageState } from '../page-state.ts';

const one = String.raw`(?:"[^"\n]{1,40}"|[A-Za-z0-9][\w-]{0,40}|[^\s\w+"])`;
const keys = new RegExp(String.raw`(?<![\w+])\+\+(${one}(?:\+${one}){0,5})\+\+(?![\w+])`, 'g');

/** `++ctrl+c++`: keys that are pressed together, as `<kbd>`. A name that no key has is told of. */
export default function remarkKeys() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (!source.includes('++')) return;
    const state = pageState(file);
    replacePieces(tree, source, keys, (match, written) => {
      const names = match[1]?.match(new RegExp(one, 'g')) ?? [];
      const unknown = names.find((name) => keyLabel(name) === undefined);
      if (unknown !== undefined) {
        const near = nearest(unknown, keyNames);
        tellLookalike(state, () => between(written, match.index, match.index + match[0].length), {
          message: `no key is called \`${unknown}\`; \`${match[0]}\` is shown as it is`,
          hint:
            near === undefined
              ? `write \`"${unknown}"\` for a key that says so; what is meant as text begins with \`\\+\``
              : `did you mean \`${near}\`?`,
        });
        return undefined;
      }
      return pressed(names.map((name) => keyLabel(name) ?? name));
    });
  };
}

/** HTML's own way: keys in a `<kbd>` of their own, where there is more than one. */
function pressed(labels: readonly string[]): PhrasingContent {
  const [first, ...more] = labels.map((label) =>
    inlineElement('kbd', [{ type: 'text', value: label }]),
  );
  const rest = more.flatMap((key): PhrasingContent[] => [{ type: 'text', value: '+' }, key]);
  if (first !== undefined && rest.length === 0) return first;
  return inlineElement('kbd', first === undefined ? rest : [first, ...rest], {
    className: ['keys'],
  });
}
