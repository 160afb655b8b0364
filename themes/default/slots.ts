import type { Slots } from './contract.ts';

const empty = (): undefined => undefined;

/** All of them empty. */
export const slots: Slots = {
  headEnd: empty,
  bodyStart: empty,
  headerEnd: empty,
  mainStart: empty,
  mainEnd: empty,
  beforeArticle: empty,
  afterArticle: empty,
  footerEnd: empty,
  bodyEnd: empty,
};
