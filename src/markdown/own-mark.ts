/**
 * Values of properties that our own plugins leave for each other in a tree. They begin with U+0000,
 * which no attribute of parsed HTML can: content cannot forge them.
 */
export function ownMark(value: string): string {
  return `\0${value}`;
}

/** What `ownMark` has marked; undefined for anything else. */
export function markedValue(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith('\0') ? value.slice(1) : undefined;
}
