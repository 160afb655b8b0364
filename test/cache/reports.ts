import type { Report } from '../../src/model/report.ts';
import type { Runbook, Step } from '../../src/model/runbook.ts';
import { digestOf, sourceFile, spanAt } from '../../src/model/source.ts';

const text = '# A\n\n```sh name=greet\necho hello\n```\n';

export function stepOf(change: Partial<Step> = {}): Step {
  return {
    id: 'greet',
    number: 1,
    name: 'greet',
    language: 'sh',
    span: spanAt(text, 5, text.length),
    commands: [],
    hidden: false,
    digest: digestOf('greet'),
    ...change,
  };
}

export function runbookOf(change: Partial<Runbook> = {}): Runbook {
  const steps = change.steps ?? [stepOf()];
  return {
    id: 'runbooks/a',
    title: 'A',
    source: sourceFile('content/runbooks/a.md', text),
    sandbox: {
      images: [],
      network: 'none',
      privileges: 'strict',
      limits: {
        memoryBytes: 2 ** 29,
        cpus: 1,
        pids: 256,
        openFiles: 1024,
        outputBytes: 2 ** 20,
        diskBytes: 2 ** 26,
      },
      env: {},
      services: [],
      secrets: [],
      timeoutMs: 300_000,
      stepTimeoutMs: 60_000,
    },
    tags: [],
    steps,
    digest: steps.at(-1)?.digest ?? digestOf(''),
    ...change,
  };
}

/** A pass of a runbook, of now. */
export function passOf(runbook: Runbook = runbookOf(), change: Partial<Report> = {}): Report {
  return {
    schema: 1,
    runbook: runbook.id,
    title: runbook.title,
    file: runbook.source.path,
    sourceDigest: runbook.source.digest,
    runbookDigest: runbook.digest,
    startedAt: `${new Date().toISOString().slice(0, 19)}Z`,
    durationMs: 12,
    status: 'passed',
    steps: runbook.steps.map(({ id, number, name, digest }) => ({
      ...{ id, number, digest, status: 'passed' as const, durationMs: 3, commands: [] },
      ...(name === undefined ? {} : { name }),
    })),
    diagnostics: [],
    ...change,
  };
}
