import { ansi, bold, dim, green, red, type SafeText, yellow } from './safe-text.ts';

const painted = (paint: (text: string) => SafeText) => (text: string) => ansi(paint(text), true);

/** Our styles for lines that another room makes; the printer takes them out where none are wanted. */
export const palette = {
  green: painted(green),
  red: painted(red),
  yellow: painted(yellow),
  dim: painted(dim),
  bold: painted(bold),
};
