import { describe, expect, test } from 'vitest';
import {
  type Engine,
  type Execution,
  SandboxError,
  type Session,
} from '../../src/model/sandbox.ts';
import { engineChooser } from '../../src/runbook/choose-engine.ts';
import { prove } from '../../src/runbook/prove.ts';
import { parsePage } from './page.ts';

const success: Execution = {
  exitCode: 0,
  ended: 'exit',
  stdout: Buffer.from(''),
  stderr: Buffer.from(''),
  truncated: false,
  durationMs: 1,
};

interface Faults {
  readonly start?: Error;
  readonly open?: Error;
  readonly run?: Error;
  readonly remove?: Error;
  readonly name?: Engine['name'];
  readonly lacks?: string;
}

/** An engine whose sandboxes do nothing, or fail where they are told to. */
function engine(faults: Faults): Engine & { readonly log: string[] } {
  const log: string[] = [];
  const fail = (error: Error | undefined): void => {
    if (error !== undefined) throw error;
  };
  const session: Session = {
    alive: true,
    async run() {
      fail(faults.run);
      return success;
    },
    async write() {},
    async [Symbol.asyncDispose]() {
      log.push('session closed');
    },
  };
  return {
    log,
    name: faults.name ?? 'docker',
    description: 'a test',
    async provides(image) {
      log.push(`asked for ${image}`);
      return image === faults.lacks ? { ok: false, reason: `there is no ${image}` } : { ok: true };
    },
    async start(spec) {
      fail(faults.start);
      log.push(`started ${spec.label}`);
      return {
        ground: {
          engine: 'docker',
          engineVersion: '1',
          system: 'Test',
          architecture: 'amd64',
          name: 'test:1',
        },
        async open() {
          fail(faults.open);
          return session;
        },
        async [Symbol.asyncDispose]() {
          log.push('sandbox removed');
          fail(faults.remove);
        },
      };
    },
    async [Symbol.asyncDispose]() {},
  };
}

const { runbook } = parsePage('```sh\ntrue\n```\n\n```sh skip="no"\ntrue\n```\n');
if (runbook === undefined) throw new Error('no runbook');

describe('a sandbox that fails is no failure of the page', () => {
  const lost = new SandboxError('the engine went away');
  test.each([
    ['start', [], 'could not be started'],
    ['open', ['sandbox removed'], 'failed'],
    ['run', ['session closed', 'sandbox removed'], 'failed'],
  ] as const)('in %s', async (where, cleanedUp, words) => {
    const one = engine({ [where]: lost });
    const report = await prove({ runbook, image: undefined, engine: one });
    expect(report).toMatchObject({ status: 'error', reason: 'the engine went away' });
    expect(report.steps.map((step) => step.status)).toEqual(['not-run', 'skipped']);
    expect(one.log.filter((line) => !line.startsWith('started'))).toEqual(cleanedUp);
    expect(report.diagnostics[0]?.message).toContain(words);
    expect(report.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
  test('in its removal: the result holds, and a warning says it', async () => {
    const report = await prove({ runbook, image: 'a', engine: engine({ remove: lost }) });
    expect(report).toMatchObject({
      status: 'passed',
      image: 'a',
      diagnostics: [{ code: 'verify-sandbox', severity: 'warning' }],
    });
  });
  test('a bug of ours is thrown, and the sandbox is removed all the same', async () => {
    const one = engine({ run: new TypeError('a bug') });
    await expect(prove({ runbook, image: undefined, engine: one })).rejects.toThrow('a bug');
    expect(one.log).toContain('sandbox removed');
  });
});

describe('which engine', () => {
  test('the first that has the image, each asked once', async () => {
    const docker = engine({ lacks: 'x' });
    const bubblewrap = engine({ name: 'bubblewrap', lacks: 'y' });
    const choose = engineChooser([docker, bubblewrap]);
    expect(await choose('x')).toEqual({ engine: bubblewrap });
    expect(await choose('y')).toEqual({ engine: docker });
    await choose('x');
    expect(docker.log).toEqual(['asked for x', 'asked for y']);
  });
  test('none, with the reason of each', async () => {
    const both = [engine({ lacks: 'x' }), engine({ name: 'bubblewrap', lacks: 'x' })];
    expect(await engineChooser(both)('x')).toEqual({
      reason: 'docker: there is no x; bubblewrap: there is no x',
    });
    expect(await engineChooser([])(undefined)).toEqual({ reason: 'no engine can be used' });
  });
});
