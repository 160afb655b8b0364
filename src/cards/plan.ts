import type { CardsConfig } from '../model/config.ts';
import { digestOf } from '../model/source.ts';

/** What is written on a card. */
export interface CardText {
  /** The site's name. */
  readonly site: string;
  readonly title: string;
  /** '' for none. */
  readonly about: string;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

export interface Card extends CardText {
  /** In the output folder: equal for equal pictures only. */
  readonly path: string;
}

/** In pixels; what previews are made for. */
export const cardSize = { width: 1200, height: 630 } as const;

/** Raised when cards come to look otherwise. */
const design = 1;

/**
 * Names the card of a text.
 * @param made What cards are made with, beside the text: fonts, logo, renderer.
 */
export function cardOf(
  text: CardText,
  { background, color, accent }: CardsConfig,
  made: string,
): Card {
  const digest = digestOf(JSON.stringify([design, made, background, color, accent, text]));
  return { ...text, path: `cards/${digest.slice('sha256:'.length, 'sha256:'.length + 20)}.png` };
}
