import { leaf, type Shape } from './shape.ts';

export const text: Shape<string> = leaf('text', isText);
export const flag: Shape<boolean> = leaf(
  '`true` or `false`',
  (value) => typeof value === 'boolean',
);

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Text of a form. */
export function textOf(expected: string, isOne: (text: string) => boolean | string): Shape<string> {
  return leaf(expected, (value) => isText(value) && isOne(value));
}

export function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  const known: readonly string[] = values;
  return leaf(
    values.map((value) => `"${value}"`).join(' or '),
    (value) => isText(value) && known.includes(value),
  );
}

export function whole(least: number, most: number): Shape<number> {
  return leaf(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isSafeInteger(value) && isWithin(value, least, most),
  );
}

export function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
