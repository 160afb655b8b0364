import { createRequire } from 'node:module';
import { type ImageKind, svgTag } from './kind.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const require = createRequire(import.meta.url);
let measure: typeof import('image-size').imageSize | undefined;

/** No picture is wider or higher; what says so is broken, or of bad will. */
const mostPixels = 1_000_000;

/** `none`: an SVG that says how it is shaped but not how large it is. Undefined: it cannot be told. */
export function sizeOf(bytes: Uint8Array, kind: ImageKind): Size | 'none' | undefined {
  if (kind === 'svg') return svgSize(svgTag(bytes) ?? '');
  measure ??= (require('image-size') as typeof import('image-size')).imageSize;
  try {
    const { width, height, orientation = 1 } = measure(bytes);
    if (!isSize(width) || !isSize(height)) return undefined;
    // Of a photograph that lies on its side: https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}

function svgSize(tag: string): Size | 'none' {
  const [width, height] = ['width', 'height'].map((name) => {
    const value = new RegExp(
      `\\s${name}\\s*=\\s*["']\\s*(\\d{1,7}(?:\\.\\d{1,9})?)(?:px)?\\s*["']`,
    ).exec(tag);
    return value === null ? Number.NaN : Math.round(Number(value[1]));
  });
  return isSize(width) && isSize(height) ? { width, height } : 'none';
}

function isSize(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0 && value <= mostPixels;
}
