import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { emojiOf, nearEmoji } from '../emoji.ts';
import { between, replacePieces } from '../inline.ts';
import { tellLookalike } from '../lookalike.ts';
import { pageState } from '../page-state.ts';

const emoji = /(?<!\w):([+-]1|[a-z][\w+-]*|\d{3,4}):(?!\w)/g;
const anyEmoji = new RegExp(emoji.source);
/** Names that a hostile page may have compared with all. */
const mostCompared = 200;

/** `:tada:` as on GitHub. One that is nearly a name is told of; any other is text. */
export default function remarkEmoji() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (!anyEmoji.test(source)) return;
    const state = pageState(file);
    let compared = 0;
    let last: unknown;
    replacePieces(tree, source, emoji, (match, written, node) => {
      const [whole, name = ''] = match;
      const end = match.index + whole.length;
      // In `a::b::c` there is none; in `:a::b:` there are two.
      const before = node.value[match.index - 1];
      if (before === ':' && last !== `${node.position?.start.offset} ${match.index}`)
        return undefined;
      const value = emojiOf(name);
      if (value !== undefined) {
        last = `${node.position?.start.offset} ${end}`;
        return { type: 'text', value };
      }
      // `:ref:` before code is a role of another markup.
      if (compared >= mostCompared || before === ':' || node.value[end] === ':') return undefined;
      if (source[written.pointAt(end).offset] === '`') return undefined;
      compared += 1;
      const near = nearEmoji(name);
      if (near !== undefined) {
        tellLookalike(state, () => between(written, match.index, end), {
          message: `no emoji is called \`${whole}\`; it is shown as it is`,
          hint: `did you mean \`:${near}:\`? One that is meant as text is written \`\\${whole}\``,
        });
      }
      return undefined;
    });
  };
}
