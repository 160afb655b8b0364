const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const sizeUnits: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** What a duration looks like, for messages. */
export const durationForm = 'a duration such as "500ms", "30s", "5m", "1h" or "2d"';
/** What a size looks like, for messages. */
export const sizeForm = 'a size such as "64KiB", "512MiB" or "1GiB"';

/** Milliseconds of `500ms`, `30s`, `5m`, `1.5h`, `7d`; undefined for anything else, zero and overlong ones. */
export function parseDuration(text: string): number | undefined {
  const value = quantity(text, durationUnits);
  // The longest delay a timer of Node can take.
  return value !== undefined && value <= 2 ** 31 - 1 ? value : undefined;
}

/** Bytes of `512MiB`, `64KiB`, `1GB`; undefined for anything else and for zero. */
export function parseSize(text: string): number | undefined {
  return quantity(text, sizeUnits);
}

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)([A-Za-z]{1,3})$/.exec(text);
  const unit = match?.[2];
  if (unit === undefined || !Object.hasOwn(units, unit)) return undefined;
  const value = Math.round(Number(match?.[1]) * (units[unit] ?? 0));
  return value > 0 && Number.isSafeInteger(value) ? value : undefined;
}
