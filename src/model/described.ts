/** A text that differs where two values do: functions by their source, objects by their sorted keys. */
export function described(value: unknown): string {
  const seen = new Map<object, number>();
  const tell = (one: unknown): string => {
    if (typeof one === 'string') return JSON.stringify(one);
    if (typeof one === 'symbol') return String(one);
    if (typeof one !== 'function' && (typeof one !== 'object' || one === null)) {
      return `${typeof one} ${Object.is(one, -0) ? '-0' : one}`;
    }
    const earlier = seen.get(one);
    if (earlier !== undefined) return `again ${earlier}`;
    seen.set(one, seen.size);
    const own = Object.entries(one)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, held]) => `${JSON.stringify(key)}:${tell(held)}`);
    return `${kindOf(one)}${contentsOf(one).map(tell)}{${own}}`;
  };
  return tell(value);
}

function kindOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const maker: unknown =
    typeof prototype === 'object' ? Reflect.get(prototype ?? {}, 'constructor') : undefined;
  return typeof maker === 'function' ? maker.name : '';
}

/** What a value holds that its own keys do not show. */
function contentsOf(value: object): unknown[] {
  if (typeof value === 'function') return [value.name, Function.prototype.toString.call(value)];
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value instanceof Date || value instanceof RegExp || value instanceof URL) return [`${value}`];
  if (value instanceof Error) return [value.message];
  return [];
}
