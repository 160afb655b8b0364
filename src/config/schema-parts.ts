import { z } from 'zod';

/** Every `error` is what is expected, as it follows "must be". */
export const text = z.string({ error: 'text' });
export const flag = z.boolean({ error: '`true` or `false`' });

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: values.map((value) => `"${value}"`).join(' or ') });
}
export function group<const Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: 'a group of keys' });
}
export function whole(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}
