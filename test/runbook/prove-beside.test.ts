import { describe, expect, test } from 'vitest';
import {
  type Engine,
  type Execution,
  type RunningService,
  SandboxError,
  type SandboxSpec,
} from '../../src/model/sandbox.ts';
import { prove } from '../../src/runbook/run/prove.ts';
import { parsePage } from './page.ts';

interface Fake {
  readonly services?: readonly RunningService[];
  readonly execution?: Partial<Execution>;
  readonly failure?: SandboxError;
}

/** An engine whose sandboxes say what they are told to, with what each was to be. */
function engine({ services = [], execution = {}, failure }: Fake): {
  readonly engine: Engine;
  readonly specs: SandboxSpec[];
} {
  const specs: SandboxSpec[] = [];
  const nothing = Buffer.alloc(0);
  const done: Execution = {
    ...{ ended: 'exit', exitCode: 0, stdout: nothing, stderr: nothing, truncated: false },
    ...{ durationMs: 1, ...execution },
  };
  return {
    specs,
    engine: {
      name: 'docker',
      product: 'docker',
      description: 'a test',
      provides: async () => ({ ok: true, digests: {} }),
      async start(spec) {
        specs.push(spec);
        if (failure !== undefined) throw failure;
        return {
          ground: {
            ...{ engine: 'docker', engineVersion: '1', system: 'Test' },
            ...{ architecture: 'amd64', name: 'test:1' },
          },
          services,
          writable: [],
          async spawn() {
            throw new Error('nothing is started');
          },
          async open() {
            return {
              alive: true,
              ownFolder: '/run/rutter',
              run: async () => done,
              async write() {},
              async start() {
                throw new Error('nothing is started');
              },
              async [Symbol.asyncDispose]() {},
            };
          },
          async [Symbol.asyncDispose]() {},
        };
      },
      async [Symbol.asyncDispose]() {},
    },
  };
}

function pageOf(text: string, settings: Parameters<typeof parsePage>[1] = {}) {
  const { runbook } = parsePage(text, settings);
  if (runbook === undefined) throw new Error('no runbook');
  return runbook;
}

const runbook = pageOf('```sh\nask\n```\n', {
  settings: {
    env: { REGION: 'eu-1' },
    services: [{ name: 'redis', image: 'redis:7', env: {}, readyMs: 1000 }],
  },
});

describe('what a sandbox is started with', () => {
  test('the services, the values of secrets, and the digests that images must have', async () => {
    const { engine: one, specs } = engine({});
    const digests = { 'redis:7': 'sha256:00' };
    const secrets = { API_TOKEN: 'correct-horse-battery' };
    const report = await prove({ runbook, image: undefined, engine: one, secrets, digests });
    expect(report.status).toBe('passed');
    expect(report.partial).toBeUndefined();
    expect(specs).toMatchObject([
      {
        services: [{ name: 'redis', image: 'redis:7' }],
        env: { REGION: 'eu-1', API_TOKEN: 'correct-horse-battery' },
        digests,
      },
    ]);
  });

  test('what was only a part of a page says so', async () => {
    const report = await prove({ runbook, image: undefined, ...engine({}), partial: true });
    expect(report.partial).toBe(true);
  });
});

describe('services', () => {
  test('show the last of what they wrote where a step fails', async () => {
    const lines = Array.from({ length: 30 }, (_, number) => `line ${number}`).join('\n');
    const report = await prove({
      runbook,
      image: undefined,
      ...engine({
        execution: { exitCode: 1, stderr: Buffer.from('connect: Connection refused\n') },
        services: [
          { name: 'redis', image: 'redis:7', log: async () => `${lines}\n\u001b[2Jbye\n` },
          { name: 'silent', image: 'x', log: async () => '' },
          {
            name: 'gone',
            image: 'x',
            log: () => Promise.reject(new SandboxError('no such container')),
          },
        ],
      }),
    });
    const [failure] = report.diagnostics;
    expect(failure?.hint).toContain('the service `redis` may not have been ready');
    expect(failure?.details).toEqual([
      'stderr: connect: Connection refused',
      'service redis: … 21 lines before',
      ...Array.from({ length: 9 }, (_, number) => `service redis: line ${number + 21}`),
      'service redis: ␛[2Jbye',
      'service silent: has written nothing',
      'service gone: its log cannot be had',
    ]);
  });

  test('that were not ready in time are told with the end of their log', async () => {
    const message = 'the service `redis` was not ready within 1 s';
    const failure = new SandboxError(message, ['redis: out of memory\u0007'], 'redis');
    const report = await prove({ runbook, image: undefined, ...engine({ failure }) });
    expect(report).toMatchObject({
      status: 'failed',
      diagnostics: [
        {
          code: 'service-failed',
          message,
          details: ['redis: out of memory␇'],
        },
      ],
    });
  });
});

describe('secrets', () => {
  const secrets = { API_TOKEN: 'correct-horse-battery' };
  const base64 = Buffer.from(secrets.API_TOKEN).toString('base64');
  const said = `token ${secrets.API_TOKEN} ${base64}\ncorrect-horse-\nbattery\n`;

  test('are in nothing that is shown: output, failure, logs, and what the engine says', async () => {
    const events: string[] = [];
    const failed = await prove({
      runbook,
      image: undefined,
      secrets,
      ...engine({
        execution: { exitCode: 1, stdout: Buffer.from(said), stderr: Buffer.from(said) },
        services: [{ name: 'redis', image: 'redis:7', log: async () => said }],
      }),
      onStep: (event) => events.push(JSON.stringify(event)),
    });
    const failure = new SandboxError(`bad value ${secrets.API_TOKEN}`, [said]);
    const broken = await prove({ runbook, image: undefined, secrets, ...engine({ failure }) });
    expect(failed.status).toBe('failed');
    expect(broken.status).toBe('error');
    for (const text of [JSON.stringify(failed), JSON.stringify(broken), ...events]) {
      expect(text).not.toContain(secrets.API_TOKEN);
      expect(text).not.toContain(base64);
      expect(text).not.toMatch(/correct-horse-/);
    }
    expect(JSON.stringify(failed)).toContain('token ***');
  });
});
