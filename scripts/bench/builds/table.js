// The words of a comparison.
import { median } from '../measure.js';

const mebibyte = 1024 * 1024;
const columns = [
  ['wallMs', (value) => `${(value / 1000).toFixed(2)} s`],
  ['cpuMs', (value) => `${(value / 1000).toFixed(2)} s`],
  ['peakBytes', (value) => `${Math.round(value / mebibyte)} MB`],
];

/** Medians of the runs, and of the ratios of the first to each of the others, run by run. */
export function summarize(rows) {
  const [first] = rows;
  return rows.map(({ name, runs }) => ({
    name,
    rounds: runs.length,
    medians: valuesOf((key) => median(runs.map((run) => run[key]))),
    ...(name !== first.name && {
      ratios: valuesOf((key) =>
        median(runs.map((run, round) => first.runs[round][key] / run[key])),
      ),
    }),
  }));
}

const valuesOf = (value) => Object.fromEntries(columns.map(([key]) => [key, value(key)]));

/** A table of one scenario, as lines. A ratio is that of the first row's figure to this row's. */
export function lines(title, summaries) {
  const [first] = summaries;
  const width = Math.max(24, ...summaries.map((one) => one.name.length));
  const head = ['wall', 'CPU', 'memory'].map((word) => word.padStart(10)).join('');
  const compared = ['wall', 'CPU', 'memory'].map((word) => `× ${word}`.padStart(10)).join('');
  return [
    `${title} (${first.rounds} rounds, in turn; ×: ${first.name} to the row)`,
    `  ${''.padEnd(width)}${head}${summaries.length > 1 ? compared : ''}`,
    ...summaries.map(({ name, medians, ratios }) => {
      const own = columns.map(([key, shown]) => shown(medians[key]).padStart(10)).join('');
      const others = ratios && columns.map(([key]) => ratios[key].toFixed(3).padStart(10)).join('');
      return `  ${name.padEnd(width)}${own}${others ?? ''}`;
    }),
  ];
}

/** All results as one Markdown table: for each peer `wall (CPU, memory)`, as ratios of Rutter's to its. */
export function markdown(results) {
  const isPeer = (row) => row.ratios !== undefined && !row.limit;
  const names = [
    ...new Set(results.flatMap((one) => one.rows.filter(isPeer)).map((row) => row.name)),
  ];
  const cell = (ratios) => {
    if (ratios === undefined) return '–';
    const [wall, cpu, memory] = columns.map(([key]) => ratios[key].toFixed(2));
    return `${wall} (${cpu}, ${memory})`;
  };
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...names]),
    row(['---', ...names.map(() => '---')]),
    ...results.map(({ shape, size, scenario, rows }) =>
      row([
        `${shape}, ${size.toLocaleString('en')}, ${scenario}`,
        ...names.map((name) => cell(rows.find((one) => one.name === name)?.ratios)),
      ]),
    ),
  ];
}
