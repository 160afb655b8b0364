import type { Config } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import { splitPart } from '../site/local-parts.ts';
import { pageOf, type ReadText } from '../site/pages.ts';
import type { PartName } from '../site/recorded-site.ts';
import { entryOf, proofOf } from './data.ts';
import type { PageData, ProofData } from './jobs.ts';

const ofPages = /^(?:pages|pages:.*|term:.*)$/s;

/** A part of a site as plain data, for another thread. */
export function partData(
  name: PartName,
  value: unknown,
  to: {
    readonly pageData: (page: Page) => PageData;
    readonly proofData: (id: string) => ProofData | undefined;
  },
): unknown {
  const { part } = splitPart(name);
  if (ofPages.test(part)) return (value as readonly Page[]).map(to.pageData);
  if (part.startsWith('proof:')) return to.proofData(part.slice('proof:'.length));
  return value;
}

/** The same in the other thread. */
export function partFrom(
  name: PartName,
  data: unknown,
  { config, read }: { readonly config: Pick<Config, 'root'>; readonly read: ReadText },
): unknown {
  const { part } = splitPart(name);
  if (ofPages.test(part)) {
    return (data as readonly PageData[]).map(({ entry, place, article }) =>
      pageOf(entryOf(entry, config), place, article, read),
    );
  }
  if (part.startsWith('proof:') && data !== undefined) return proofOf(data as ProofData, config);
  return data;
}
