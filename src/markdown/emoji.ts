import { createRequire } from 'node:module';
import { editDistance } from '../model/nearest.ts';

const require = createRequire(import.meta.url);
let known: ReadonlyMap<string, string> | undefined;

/** GitHub's names of emoji. They are loaded by the first page that may have one. */
function emojiNames(): ReadonlyMap<string, string> {
  if (known === undefined) {
    const { nameToEmoji }: typeof import('gemoji') = require('gemoji');
    known = new Map(Object.entries(nameToEmoji));
  }
  return known;
}

/** What a name stands for on GitHub, e.g. 🎉 for `tada`. */
export function emojiOf(name: string): string | undefined {
  return emojiNames().get(name);
}

/** The name that was most likely meant: one or two letters away, where it is long enough to tell. */
export function nearEmoji(name: string): string | undefined {
  if (name.length < 5 || name.length > 40) return undefined;
  const most = name.length < 8 ? 1 : 2;
  let best: string | undefined;
  let limit = most;
  for (const candidate of emojiNames().keys()) {
    if (candidate[0] !== name[0] || Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(name, candidate, limit);
    if (distance > limit) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}
