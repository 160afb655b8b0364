import { nearest } from '../model/nearest.ts';
import type { ShortcodeProblem, ShortcodeUse } from '../model/shortcode.ts';
import type { AttributeSpec, AttributeSpecs } from './define.ts';

type Value = string | number | boolean | undefined;

export type ReadAttributes =
  | { readonly values: Readonly<Record<string, Value>>; readonly problems?: undefined }
  | { readonly problems: readonly ShortcodeProblem[] };

/** What a page has written, as the shortcode wants it. */
export function readAttributes(use: ShortcodeUse, specs: AttributeSpecs): ReadAttributes {
  const problems: ShortcodeProblem[] = [];
  const values: Record<string, Value> = Object.create(null);
  const names = Object.keys(specs);
  for (const name of use.attributes.keys()) {
    if (!Object.hasOwn(specs, name)) problems.push(unknown(use, name, names));
  }
  for (const [name, spec] of Object.entries(specs)) {
    const written = use.attributes.get(name);
    if (written !== undefined) {
      const read = readValue(spec, written);
      if ('value' in read) values[name] = read.value;
      else problems.push(wrong(use, name, `${read.problem}`, spec));
    } else if (spec.required === true) {
      problems.push(wrong(use, name, 'is missing', spec));
    } else values[name] = spec.default ?? (spec.type === 'boolean' ? false : undefined);
  }
  return problems.length > 0 ? { problems } : { values };
}

function readValue(
  spec: AttributeSpec,
  written: string | true,
): { readonly value: Value } | { readonly problem: string } {
  if (spec.type === 'boolean') {
    if (written === true || written === 'true') return { value: true };
    if (written === 'false') return { value: false };
    return { problem: `is a word, or \`true\` or \`false\`, found \`${written}\`` };
  }
  if (written === true) return { problem: 'has no value' };
  if (isNumeric(spec)) return readNumber(spec, written);
  const { values } = spec;
  if (values === undefined || values.includes(written)) return { value: written };
  const near = nearest(written, values);
  const guess = near === undefined ? '' : ` (did you mean \`${near}\`?)`;
  return { problem: `is one of ${listed(values)}, found \`${written}\`${guess}` };
}

type NumericSpec = Extract<AttributeSpec, { type: 'number' | 'integer' }>;

function isNumeric(spec: AttributeSpec): spec is NumericSpec {
  return spec.type === 'number' || spec.type === 'integer';
}

function readNumber(
  { type, min, max }: NumericSpec,
  written: string,
): { readonly value: number } | { readonly problem: string } {
  const value = Number(written);
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(written);
  if (!isNumber || !Number.isFinite(value) || (type === 'integer' && !Number.isInteger(value))) {
    return { problem: `is ${kind}, found \`${written}\`` };
  }
  if (min !== undefined && value < min) return { problem: `is at least ${min}, found ${written}` };
  if (max !== undefined && value > max) return { problem: `is at most ${max}, found ${written}` };
  return { value };
}

function unknown({ name }: ShortcodeUse, attribute: string, names: readonly string[]) {
  const near = nearest(attribute, names);
  return {
    code: 'shortcode-attribute' as const,
    attribute,
    message: `the shortcode \`${name}\` has no attribute \`${attribute}\``,
    hint:
      near !== undefined
        ? `did you mean \`${near}\`?`
        : names.length === 0
          ? 'it has no attributes'
          : `it has ${listed(names)}`,
  };
}

function wrong(
  { name }: ShortcodeUse,
  attribute: string,
  problem: string,
  { description }: AttributeSpec,
): ShortcodeProblem {
  const message = `the attribute \`${attribute}\` of the shortcode \`${name}\` ${problem}`;
  return { code: 'shortcode-attribute', attribute, message, hint: description };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
