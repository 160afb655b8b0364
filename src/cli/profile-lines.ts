import type { Measure, ProfileData } from '../model/profile.ts';
import { bold, dim, type SafeText, safe } from './safe-text.ts';

interface Row {
  readonly name: string;
  readonly ms: number;
  readonly note: string;
}

/** Where the time of a build went, for a person: phases, plugins, the slowest pages. */
export function profileLines(data: ProfileData): readonly SafeText[] {
  const whole = sum(data.phases);
  const parts = [
    {
      title: `where the time went, ${shown(whole)} in all`,
      rows: data.phases.map((one) => row(one, share(one.ms, whole))),
    },
    { title: 'in worker threads, beside that', rows: data.threads.map((one) => row(one)) },
    {
      title: 'plugins, all threads together',
      rows: data.plugins.map((one) => row(one, share(one.ms, sum(data.plugins)))),
    },
    {
      title: 'the slowest pages',
      rows: data.pages.map(({ id, ms }) => ({ name: id, ms, note: '' })),
    },
  ].filter(({ rows }) => rows.length > 0);
  const names = parts.flatMap(({ rows }) => rows.map(({ name }) => name.length));
  const width = Math.min(widest, Math.max(...names));
  return parts.flatMap(({ title, rows }) => [
    safe`${bold(title)}`,
    ...rows.map(
      ({ name, ms, note }) =>
        safe`  ${name.padEnd(width)} ${shown(ms).padStart(11)}${note === '' ? '' : dim(`  ${note}`)}`,
    ),
  ]);
}

const widest = 60;

function row({ name, ms, count }: Measure, note = ''): Row {
  const times = count > 1 ? `${count} times` : '';
  return { name, ms, note: [note, times].filter((one) => one !== '').join(', ') };
}

function share(ms: number, whole: number): string {
  return `${Math.round((100 * ms) / Math.max(whole, 1e-6))} %`.padStart(5);
}

function sum(measures: readonly Measure[]): number {
  return measures.reduce((total, { ms }) => total + ms, 0);
}

/** Always in the same unit, so that a column can be read downwards. */
function shown(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
