import { createRequire } from 'node:module';
import type { Element } from 'hast';
import { bounded } from '../code/bounded.ts';
import { mathml, TooNested } from './mathml.ts';

/** What a formula became, or why it is none. */
export type MadeFormula =
  | { readonly element: Element; readonly problem?: undefined }
  /** `at`: a UTF-16 offset in the TeX; absent where the whole of it is meant. */
  | { readonly problem: string; readonly at?: number | undefined };

const require = createRequire(import.meta.url);
let loaded: typeof import('temml').default | undefined;

/** In characters. */
const longest = 20_000;
/** How often macros of a formula may be replaced by what they stand for. */
const mostExpanded = 1000;

/**
 * TeX as MathML (https://www.w3.org/TR/mathml-core/), which browsers draw themselves. What could name
 * a URL, a class or a style is not read.
 */
export function formula(tex: string, display: boolean): MadeFormula {
  if (tex.length > longest) {
    return { problem: `the formula has more than ${longest} characters` };
  }
  loaded ??= (require('temml') as { default?: typeof loaded }).default ?? require('temml');
  const temml = loaded;
  if (temml === undefined) throw new Error('temml has no default export');
  try {
    const options = {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: mostExpanded,
      macros: {},
    };
    const element = bounded(
      () => mathml(temml.__renderToMathMLTree(tex, options), tex),
      tex.includes('\\def') || tex.includes('\\newcommand') ? longest : tex.length,
    );
    return element === undefined ? { problem: 'the formula takes too long' } : { element };
  } catch (error) {
    if (error instanceof TooNested || error instanceof RangeError) {
      return { problem: 'the formula nests too deep' };
    }
    return parseProblem(error);
  }
}

/** Whatever goes wrong is because of the formula: also where Temml does not foresee it. */
function parseProblem(error: unknown): MadeFormula {
  const message = error instanceof Error ? error.message : String(error);
  const at: unknown = error instanceof Error ? Reflect.get(error, 'position') : undefined;
  // The rest repeats the formula.
  const [reason = ''] = message.split(/ at (?:position \d+|end of input): /, 1);
  const text = reason.trim();
  return {
    problem: text.charAt(0).toLowerCase() + text.slice(1),
    at: typeof at === 'number' ? at : undefined,
  };
}
