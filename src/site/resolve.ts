import type { Asset, Entry } from '../model/page.ts';
import type { FindTarget } from './targets.ts';

export type Resolve = (
  target: string,
  kind: 'link' | 'image',
) => { readonly url: string; readonly asset?: Asset };

/** Turns what an author wrote into what the page links to. What leads nowhere stays as written. */
export function createResolver(findTarget: FindTarget): (entry: Entry) => Resolve {
  return (entry) => (written) => {
    const target = findTarget(entry, written);
    switch (target.kind) {
      case 'page':
      case 'site':
        return { url: target.url };
      case 'asset':
        return { url: target.url, asset: target.asset };
      case 'anchor':
      case 'external':
      case 'missing':
      case 'withheld':
        return { url: written };
    }
  };
}
