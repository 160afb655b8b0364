/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Runs in a page: texts whose contrast is below what WCAG 2.2 asks (4.5, or 3 for large text), each
 * with its ratio. Colours are taken as drawn, through a canvas, whatever their notation.
 */
export function poorContrast(): readonly string[] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return ['no canvas'];
  const over = (colours: readonly string[]): readonly number[] => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (colour: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = colour.map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const poor = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const element = text.parentElement;
    if (element === null || text.nodeValue?.trim() === '' || !element.checkVisibility()) continue;
    const grounds: string[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      grounds.unshift(getComputedStyle(at).backgroundColor);
    const style = getComputedStyle(element);
    const [light = 0, dark = 0] = [
      luminance(over(grounds)),
      luminance(over([...grounds, style.color])),
    ].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5))
      poor.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)} ${style.color}`);
  }
  return [...poor];
}
