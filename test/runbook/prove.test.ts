import { describe, expect, test } from 'vitest';
import type { Privileges } from '../../src/model/config.ts';
import {
  type Engine,
  type Execution,
  SandboxError,
  type SandboxNeed,
  type Session,
} from '../../src/model/sandbox.ts';
import { engineChooser } from '../../src/runbook/run/choose-engine.ts';
import { notRunReport } from '../../src/runbook/run/not-run-report.ts';
import { prove } from '../../src/runbook/run/prove.ts';
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
  readonly weak?: boolean;
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
    ownFolder: '/run/rutter',
    async start() {
      throw new Error('nothing is started');
    },
    async [Symbol.asyncDispose]() {
      log.push('session closed');
    },
  };
  return {
    log,
    name: faults.name ?? 'docker',
    description: 'a test',
    product: faults.name ?? 'docker',
    async provides({ image, privileges }) {
      log.push(`asked for ${image}`);
      if (privileges === 'root' && faults.weak) return { ok: false, reason: 'nobody is root' };
      return image !== undefined && image === faults.lacks
        ? { ok: false, reason: `there is no ${image}` }
        : { ok: true, digests: {} };
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
        services: [],
        writable: [],
        async spawn() {
          throw new Error('nothing is started');
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

function need(image: string | undefined, privileges: Privileges = 'strict'): SandboxNeed {
  return { image, network: 'none', privileges };
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
  test('of a page with more images it is told in which', async () => {
    const images = ['a:1', 'b:2'];
    const many = { ...runbook, sandbox: { ...runbook.sandbox, images } };
    const one = await prove({ runbook: many, image: 'b:2', engine: engine({ start: lost }) });
    expect(one.diagnostics[0]?.message).toMatch(/ \(in b:2\)$/);
    const alone = await prove({ runbook, image: 'b:2', engine: engine({ start: lost }) });
    expect(alone.diagnostics[0]?.message).not.toContain('b:2');
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
    expect(await choose(need('x'))).toMatchObject({ engine: bubblewrap });
    expect(await choose(need('y'))).toMatchObject({ engine: docker });
    await choose(need('x'));
    expect(docker.log).toEqual(['asked for x', 'asked for y']);
  });
  test('none, with the reason of each', async () => {
    const both = [engine({ lacks: 'x' }), engine({ name: 'bubblewrap', lacks: 'x' })];
    expect(await engineChooser(both)(need('x'))).toEqual({
      refused: [
        { product: 'docker', reason: 'there is no x' },
        { product: 'bubblewrap', reason: 'there is no x' },
      ],
    });
    expect(await engineChooser([])(need(undefined))).toEqual({ refused: [] });
  });
  test('the first that gives the privileges', async () => {
    const bubblewrap = engine({ name: 'bubblewrap', weak: true });
    const docker = engine({});
    const choose = engineChooser([bubblewrap, docker]);
    expect(await choose(need(undefined))).toMatchObject({ engine: bubblewrap });
    expect(await choose(need(undefined, 'root'))).toMatchObject({ engine: docker });
  });
});

describe('the report of what was not run', () => {
  const input = { runbook, image: undefined, need: need('x', 'root'), severity: 'error' } as const;
  test('says what is wanted in a word, and why of each engine in a line', () => {
    const refused = [{ product: 'podman', reason: 'it has no image x' }];
    expect(notRunReport({ ...input, refused })).toMatchObject({
      status: 'not-run',
      reason: 'no engine gives the image `x` with `privileges: root`',
      diagnostics: [
        {
          severity: 'error',
          message: 'not run: no engine gives the image `x` with `privileges: root`',
          details: ['podman: it has no image x'],
          hint: expect.stringContaining('build or pull'),
        },
      ],
    });
  });
  test('names the service whose image is missing', () => {
    const service = { name: 'cache', image: 'redis:7', env: {}, readyMs: 1000 };
    const sandbox = { ...runbook.sandbox, services: [service] };
    const refused = [{ product: 'docker', reason: 'it has none', missing: ['redis:7'] }];
    const report = notRunReport({ ...input, runbook: { ...runbook, sandbox }, refused });
    expect(report.reason).toBe('no engine has the image `redis:7` of the service `cache`');
  });
  test('says of a pinned image how the pin is renewed', () => {
    const refused = [{ product: 'docker', reason: 'its x is another' }];
    const pinned = { ...input.need, digests: { x: 'sha256:0' } };
    const [one] = notRunReport({ ...input, need: pinned, refused }).diagnostics;
    expect(one?.hint).toContain('rutter verify --lock');
  });
  test('names Docker where only bubblewrap was there', () => {
    const refused = [{ product: 'bubblewrap', reason: 'nobody is root' }];
    expect(notRunReport({ ...input, refused }).diagnostics[0]?.hint).toContain('Docker or Podman');
  });
  test('leaves it to the whole run to say that there is no engine', () => {
    expect(notRunReport({ ...input, refused: [] }).diagnostics).toEqual([]);
  });
});
