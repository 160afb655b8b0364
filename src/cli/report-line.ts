import type { Report } from '../model/report.ts';
import { reportLine } from '../report/summary.ts';
import { pathFrom, type Whereabouts } from './diagnostic-text.ts';
import { harmlessCopy } from './harmless.ts';
import { palette } from './palette.ts';
import { type SafeText, trusted } from './safe-text.ts';

/** One line for one runbook in one image. */
export function reportLineOf(report: Report, where: Whereabouts): SafeText {
  // Names, reasons and the sandbox's own words are of others.
  const { reason, ...rest } = report;
  const known = { ...rest, file: pathFrom(report.file, where), diagnostics: [], steps: [] };
  const steps = report.steps.map((step) => ({ ...step, commands: [] }));
  const oneLine = reason?.replace(/\s+/g, ' ');
  const told = { ...known, steps, ...(oneLine === undefined ? {} : { reason: oneLine }) };
  return trusted(reportLine(harmlessCopy(told), palette).replaceAll('\n', ' '));
}
