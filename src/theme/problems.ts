/** What keeps a value from being a theme, in words; empty when it is one. */
export function themeProblems(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return ['it exports no `theme`'];
  const found: string[] = [];
  if (!('name' in value) || typeof value.name !== 'string') found.push('`name` is no string');
  for (const method of ['assets', 'render'] as const) {
    const given =
      method in value ? (value as Readonly<Record<string, unknown>>)[method] : undefined;
    if (typeof given !== 'function') found.push(`\`${method}\` is no function`);
  }
  return found;
}
