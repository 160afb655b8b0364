/** What is nested deeper may go round in a circle. */
const deepest = 100;

/** Whether a value is the same once it was written as JSON and read again. */
export function isJson(value: unknown, depth = 0): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || depth > deepest) return false;
  const isSound = (one: unknown) => isJson(one, depth + 1);
  const keys = Reflect.ownKeys(value).length;
  const kind: unknown = Object.getPrototypeOf(value);
  // A hole of a list has no key; the list's length has one.
  if (kind === Array.prototype && Array.isArray(value)) {
    return keys === value.length + 1 && value.every(isSound);
  }
  const values = Object.values(value);
  return kind === Object.prototype && keys === values.length && values.every(isSound);
}
