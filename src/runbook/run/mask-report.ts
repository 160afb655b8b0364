import type { Report } from '../../model/report.ts';
import type { Masker } from './mask.ts';

/** Words of ours, names that the page itself gives, and digests: what programs tell reports apart by. */
const kept: ReadonlySet<string> = new Set([
  ...['schema', 'runbook', 'file', 'image', 'imageDigest', 'sourceDigest', 'runbookDigest'],
  ...['startedAt', 'status', 'ended', 'engine', 'severity', 'code', 'id', 'name', 'digest'],
]);

/** The last wall: a report in which no text has a secret in it, wherever it came from. */
export function maskedReport(report: Report, masker: Masker): Report {
  // The same keys with the same types: texts become texts.
  return masked(report, masker) as Report;
}

function masked(value: unknown, masker: Masker): unknown {
  if (typeof value === 'string') return masker.text(value);
  if (Array.isArray(value)) {
    return value.every((one) => typeof one === 'string')
      ? maskedLines(value, masker)
      : value.map((one) => masked(one, masker));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, kept.has(key) ? one : masked(one, masker)]),
  );
}

/** A value may be spread over the lines of a text. */
function maskedLines(lines: readonly string[], masker: Masker): readonly string[] {
  const text = lines.join('\n');
  const clean = masker.text(text);
  return clean === text ? lines : clean.split('\n');
}
