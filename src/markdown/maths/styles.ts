/** What becomes of the styles of an element of a formula. */
interface Styled {
  readonly classes: readonly string[];
  readonly mathcolor?: string;
  readonly mathbackground?: string;
}

/**
 * Temml writes some of its styles into `style` attributes, which a strict content security policy
 * refuses: they become classes of the maths style sheet, lengths by the nearest one that it has, and
 * colours attributes of MathML. What is not listed is left out.
 */
export function styled(style: Readonly<Record<string, unknown>>): Styled {
  const classes: string[] = [];
  const colours: Record<string, string> = {};
  for (const [key, value] of Object.entries(style)) {
    if (typeof value !== 'string') continue;
    const name = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (name === 'color' || name === 'background-color') {
      if (/^(?:#[\da-f]{3,8}|[a-z]{3,24})$/i.test(value)) {
        colours[name === 'color' ? 'mathcolor' : 'mathbackground'] = value;
      }
      continue;
    }
    const border = /^border-(left|right|top|bottom)$/.exec(name);
    if (border !== null) {
      const kind = /solid|dashed|double/.exec(value)?.[0];
      if (kind !== undefined) classes.push(`tml-${border[1]}-${kind}`);
      continue;
    }
    const length = lengths[name] && nearestLength(lengths[name].steps, value);
    if (length !== undefined) classes.push(`tml-${lengths[name]?.short}-${length}`);
    else {
      const known = exact[`${name}:${value}`];
      if (known !== undefined) classes.push(known);
      else if (name === 'border') classes.push('tml-box');
      else if (name === 'padding') classes.push(...padding(value));
    }
  }
  return { classes, ...colours };
}

const sides = [0, 10, 15, 20, 25, 30, 40, 50, 60, 100, 200];
const rows = [0, 25, 50, 100, 200];

/** In hundredths of an em. */
const lengths: Readonly<
  Record<string, { readonly short: string; readonly steps: readonly number[] }>
> = {
  'padding-left': { short: 'pl', steps: sides },
  'padding-right': { short: 'pr', steps: sides },
  'padding-top': { short: 'pt', steps: rows },
  'padding-bottom': { short: 'pb', steps: rows },
  'margin-left': { short: 'ml', steps: [-200, -100, -50, -28, -22, -17] },
};

const exact: Readonly<Record<string, string>> = {
  'font-weight:bold': 'tml-bold',
  'font-style:italic': 'tml-italic',
  'text-align:left': 'tml-left',
  'width:100%': 'tml-wide',
  'width:50%': 'tml-half',
  'width:7.5%': 'tml-margin',
  'height:1em': 'tml-high',
  'transform:scaleX(-1)': 'tml-mirror',
  'position:absolute': 'tml-laid',
  'position:relative': 'tml-ground',
  'display:flex': 'tml-flex',
};

/** Of all sides, or of the top and the bottom. */
function padding(value: string): readonly string[] {
  const [top = '', right, bottom] = value.split(' ');
  if (right === undefined) return top === '0' ? ['tml-tight'] : ['tml-pad'];
  const [above, below] = [nearestLength(rows, top), nearestLength(rows, bottom ?? top)];
  return [`tml-pt-${above ?? 0}`, `tml-pb-${below ?? 0}`];
}

/** In em: a point is a twelfth, an ex 0.43. */
const unit: Readonly<Record<string, number>> = { em: 1, pt: 1 / 12, ex: 0.43, '': 1 };

function nearestLength(steps: readonly number[], value: string): number | undefined {
  const match = /^(-?\d*\.?\d+)(em|pt|ex|)$/.exec(value.trim());
  if (match === null) return undefined;
  const wanted = Number(match[1]) * (unit[match[2] ?? ''] ?? 1) * 100;
  return steps.reduce((best, step) =>
    Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best,
  );
}
