import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/model/sandbox.ts';
import { SandboxError } from '../../src/model/sandbox.ts';
import { prove } from '../../src/runbook/run/prove.ts';
import type { Patience } from '../../src/sandbox/docker/client.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { describeWith, docker } from '../requirements.ts';
import { parsePage } from '../runbook/page.ts';
import { spec } from './engine-cases.ts';
import { type Fault, type FaultyEngine, faultyEngine } from './faulty-engine.ts';

const socket = '/var/run/docker.sock';
const patience: Patience = { hello: 1_000, look: 1_500, work: 5_000, progress: 1_000 };

const ours = () =>
  execFileSync('docker', ['ps', '-aq', '--filter', `name=rutter-${process.pid}-`], {
    encoding: 'utf8',
  });

async function engineOf(proxy: FaultyEngine): Promise<Engine> {
  const { engines, refused } = await findEngines('docker', {
    environment: { DOCKER_HOST: proxy.host },
    patience,
  });
  const [engine] = engines;
  if (engine === undefined) throw new Error(JSON.stringify(refused));
  return engine;
}

/** What comes of a whole sandbox: `fine`, or the words of the error. */
async function outcome(engine: Engine): Promise<string> {
  try {
    const sandbox = await engine.start(spec());
    try {
      const session = await sandbox.open();
      const { ended, exitCode } = await session.run({ script: 'echo done', timeoutMs: 10_000 });
      return ended === 'exit' ? `fine ${exitCode}` : `the step ended: ${ended}`;
    } finally {
      await sandbox[Symbol.asyncDispose]();
    }
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return error.message;
  }
}

const faults: readonly Fault[] = ['hang', 'garbage', 'close', 'nonsense', 'cut'];
/** Each request on the way to a shell, and what may come of it instead. */
const requests = [
  [/\/images\/.*json/, /cannot say whether it has debian:12/],
  [
    /POST .*\/containers\/create/,
    /no sandbox could be started from debian:12: cannot (create|attach to) a container/,
  ],
  [/POST .*\/attach/, /no sandbox could be started/],
  [/POST .*\/containers\/[^/]*\/start/, /no sandbox could be started/],
  [/POST .*\/containers\/.*\/exec/, /start a process in the sandbox/],
  [
    /POST .*\/exec\/.*\/start/,
    /no shell|start a process in the sandbox|the step ended: sandbox-lost/,
  ],
] as const;

describeWith(docker(), 'an engine that fails', () => {
  afterAll(async () => {
    await vi.waitFor(() => expect(ours()).toBe(''), { timeout: 20_000, interval: 200 });
  });

  describe.concurrent.each(faults)('by %s', (fault) => {
    test('when it is asked who it is, is told with the reason', async () => {
      await using proxy = await faultyEngine(socket);
      proxy.fail(/_ping|version/, fault);
      const found = await findEngines('docker', {
        environment: { DOCKER_HOST: proxy.host },
        patience,
      });
      expect(found.engines).toEqual([]);
      expect(found.refused[0]?.reason).toMatch(/^unix:.*\(DOCKER_HOST\): \w.* — install and start/);
    });

    test.each(requests)(
      'at %s is an error in words, in time',
      { timeout: 60_000 },
      async (match, words) => {
        await using proxy = await faultyEngine(socket);
        await using engine = await engineOf(proxy);
        proxy.fail(match, fault);
        const seen = await outcome(engine);
        // What is only half an answer may still be the whole of what was wanted.
        expect(seen).toMatch(words);
        expect(seen).not.toMatch(/undefined|\[object/);
        proxy.heal();
        expect(await outcome(engine)).toBe('fine 0');
      },
    );

    test("at what is asked beside the work is nobody's error", { timeout: 60_000 }, async () => {
      await using proxy = await faultyEngine(socket);
      await using engine = await engineOf(proxy);
      proxy.fail(/GET .*\/containers\/json/, fault);
      expect(await outcome(engine)).toBe('fine 0');
      proxy.fail(/^DELETE/, fault);
      expect(await outcome(engine)).toBe('fine 0');
      proxy.heal();
    });
  });

  test('by dying under a step is an error of the run, never a pass', async () => {
    await using proxy = await faultyEngine(socket);
    await using engine = await engineOf(proxy);
    const page = '```sh\necho begun; sleep 100\n```\n\n```sh\necho after\n```\n';
    const { runbook } = parsePage(page);
    if (runbook === undefined) throw new Error('the page has no runbook');
    const report = await prove({
      ...{ runbook, engine, image: undefined },
      onStep: (event) => {
        if (event.type === 'step-start') setTimeout(() => void proxy.die(), 500);
      },
    });
    expect(report.status).not.toBe('passed');
    expect(report.steps.map((step) => step.status)).toEqual(['failed', 'not-run']);
    expect(report.steps[0]?.commands[0]).toMatchObject({ ended: 'sandbox-lost', passed: false });
    // The main process hangs on our connection: the sandbox ends with it, engine or not.
    await vi.waitFor(() => expect(ours()).toBe(''), { timeout: 20_000, interval: 200 });
  });
});
