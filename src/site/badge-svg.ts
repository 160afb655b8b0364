import type { Badge } from '../model/report.ts';
import { xmlText } from './xml.ts';

export interface BadgeText {
  /** On the left. */
  readonly label: string;
  /** On the right, beside the sign of the state. */
  readonly message: string;
  readonly state: Badge;
  /** All of it in a sentence, for those who do not see it, and for whoever points at it. */
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

/** White has a contrast of more than 5 on each. */
const colours: Readonly<Record<Badge, string>> = {
  verified: '#1d6a3d',
  failing: '#a6291f',
  stale: '#7f5300',
  unverified: '#55606a',
};
const ink = '#1b2f3f';

/** In a box of 16; the same shapes as on the pages. */
const signs: Readonly<Record<Badge, string>> = {
  verified: '<path d="M2.5 8.5l3.5 4 7.5-9"/>',
  failing: '<path d="M3.5 3.5l9 9m0-9l-9 9"/>',
  stale: '<circle cx="8" cy="8" r="6.2"/><path d="M8 4v4l2.7 2"/>',
  unverified: '<circle cx="8" cy="8" r="6.2" stroke-dasharray="2.5 2.37"/>',
};

const height = 20;
const pad = 7;
const signWidth = 15;

/**
 * A flat badge for other pages: SVG without a style, a script or a font of its own, so that it is shown
 * under any policy. Which font is there nobody knows: the text is drawn to the width reckoned for it.
 */
export function badgeSvg(badge: BadgeText): string {
  const { state, title, language, direction } = badge;
  const label = isolated(badge.label, direction);
  const message = isolated(badge.message, direction);
  const labelWidth = widthOf(label);
  const messageWidth = widthOf(message);
  const left = labelWidth + 2 * pad;
  const right = messageWidth + signWidth + 2 * pad;
  const width = left + right;
  const written = (text: string, x: number, length: number): string =>
    `<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${xmlText(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" xml:lang="${xmlText(language)}" aria-label="${xmlText(title)}">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="4" fill="${ink}"/>`,
    `<path d="M${left} 0H${width - 4}a4 4 0 0 1 4 4V${height - 4}a4 4 0 0 1-4 4H${left}z" fill="${colours[state]}"/>`,
    `<g transform="translate(${left + pad} 4.5) scale(.6875)" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${signs[state]}</g>`,
    `<g fill="#fff" font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="11">`,
    written(label, pad, labelWidth),
    written(message, left + pad + signWidth, messageWidth),
    '</g>',
    '</svg>\n',
  ].join('\n');
}

/** What runs to the left is set so in a picture that does not, and a date of digits in it is not turned. */
function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  if (direction === 'ltr') return text;
  return `\u2067${text.replace(/\d+(?:-\d+)+/g, '\u2066$&\u2069')}\u2069`;
}

/** In pixels, of text at 11 px in a wide font such as Verdana; rounded up. */
function widthOf(text: string): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return Math.max(1, Math.ceil(ems * 11));
}

function emsOf(character: string): number {
  if (/\p{Mark}|\p{Cf}/u.test(character)) return 0;
  if (/[ijl|!'.,:; ]/.test(character)) return 0.37;
  if (/[frt()[\]/-]/.test(character)) return 0.44;
  if (/[mwMW%]/.test(character)) return 0.96;
  if (/[0-9]/.test(character)) return 0.64;
  if (/\p{Lu}/u.test(character)) return 0.7;
  // Ideographs, syllables and full-width forms are as wide as they are high.
  if (/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(character))
    return 1;
  if (/\p{Extended_Pictographic}/u.test(character) || character.length > 1) return 1.2;
  return 0.61;
}
