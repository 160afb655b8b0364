const root = /:root\s*\{([^{}]*)\}/g;
const pair = /(--[\w-]+):\s*light-dark\(([^(),]+),([^(),]+)\)/g;

/**
 * A sheet and, behind it, the pairs of colours in its `:root` for browsers without `light-dark()`: those before
 * Chrome 123, Firefox 120 and Safari 17.5. All of its selectors weigh as much as `:root`, so that a later
 * sheet is stronger there, too.
 */
export function withSchemes(css: string): string {
  const pairs = [...css.matchAll(root)].flatMap(([, block = '']) => [...block.matchAll(pair)]);
  if (pairs.length === 0) return css;
  const light = pairs.map(([, name, value = '']) => `${name}:${value.trim()}`).join(';');
  const dark = pairs.map(([, name, , value = '']) => `${name}:${value.trim()}`).join(';');
  const system = `@media (prefers-color-scheme:dark){:root:not(:where([data-scheme=light])){${dark}}}`;
  const rules = `:root{${light}}:root:where([data-scheme=dark]){${dark}}${system}`;
  return `${css}\n@supports not (color:light-dark(red,red)){${rules}}\n`;
}
