// Paired measurements of whole commands: A B A B …, medians, and the ratio pair by pair.
import { spawnSync } from 'node:child_process';

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs `[command, ...args]` once; wall time in milliseconds. Throws when it does not exit with 0. */
export function time(argv, options = {}) {
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(argv[0], argv.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    ...options,
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (error) throw error;
  if (status !== 0) throw new Error(`${argv.join(' ')} exited with ${status}\n${stderr}`);
  return elapsed;
}

/** Times functions that give milliseconds in turn, after one round that does not count. */
export function paired(rounds, functions) {
  const times = functions.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, run] of functions.entries()) {
      const elapsed = run();
      if (round > 0) times[index].push(elapsed);
    }
  }
  return times;
}

/** Prints a row per named function: median, minimum, maximum, and its median ratio to the first. */
export function report(title, names, times) {
  console.log(`\n${title} (${times[0].length} rounds, in turn)`);
  for (const [index, name] of names.entries()) {
    const own = times[index];
    const ratio = median(own.map((value, round) => value / times[0][round]));
    console.log(
      `  ${name.padEnd(46)} ${median(own).toFixed(1).padStart(9)} ms  ` +
        `(${Math.min(...own).toFixed(1)}–${Math.max(...own).toFixed(1)})  × ${ratio.toFixed(2)}`,
    );
  }
}
