/** A member of a value that came as JSON and may be anything; undefined where it has none of its own. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

export function textAt(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** The texts of a list; none where it is no list. */
export function textsAt(value: unknown, key: string): readonly string[] {
  const found = member(value, key);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
