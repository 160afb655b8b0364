// One run of a command: wall time, CPU time and memory, of all processes and threads that it started.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How often the memory of the tree is looked at. */
const everyMs = 40;
const pageBytes = 4096;
/** What is kept of what a command says, for the message when it fails. */
const wordsKept = 4000;
/** Where GNU time writes; one run at a time. */
let reports;

/**
 * Runs a command under GNU time. Throws when it does not exit with 0.
 *
 * - `wallMs`: from start to exit
 * - `cpuMs`: user and system time of it and of all descendants (`getrusage`)
 * - `peakBytes`: the largest sum of the resident memory of all processes of the tree that was seen at one
 *   moment, and at least the largest of a single process, which the kernel keeps exactly
 */
export async function measure(argv, { cwd, env } = {}) {
  reports ??= reportFolder();
  const report = join(reports, 'time');
  const words = [];
  const start = process.hrtime.bigint();
  const child = spawn('/usr/bin/time', ['-q', '-o', report, '-f', '%U %S %M', ...argv], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      words.push(String(chunk));
      if (words.length > 50) words.shift();
    });
  }
  let seen = 0;
  const timer = setInterval(() => {
    seen = Math.max(seen, residentOf(childrenOf(child.pid)));
  }, everyMs);
  try {
    const status = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal));
    });
    const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) {
      throw new Error(
        `${argv.join(' ')} ended with ${status}\n${words.join('').slice(-wordsKept)}`,
      );
    }
    const [user, system, kibibytes] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
    return {
      wallMs,
      cpuMs: (user + system) * 1000,
      peakBytes: Math.max(seen, kibibytes * 1024),
    };
  } finally {
    clearInterval(timer);
  }
}

function reportFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-bench-time-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

/** Bytes; a process that has just ended counts for nothing. */
function residentOf(pids) {
  let sum = 0;
  for (const pid of pids) {
    try {
      sum += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes;
    } catch {
      continue;
    }
    sum += residentOf(childrenOf(pid));
  }
  return sum;
}
