import { expect, test } from 'vitest';
import type { ServiceRequest } from '../../src/model/runbook.ts';
import { block, brief, describeOnEngines } from './on-engines.ts';

const web: ServiceRequest = {
  name: 'web',
  image: 'busybox:1',
  command: ['sh', '-c', 'echo hello >/tmp/index.html; exec httpd -f -v -p 8080 -h /tmp'],
  env: {},
  ready: { kind: 'tcp', port: 8080 },
  readyMs: 20_000,
};

const ask = (name: string, port: number) => [
  `exec 3<>/dev/tcp/${name}/${port}`,
  'printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3',
  'tail -n 1 <&3',
];

describeOnEngines(['docker', 'podman'], 'a page with services', (prove) => {
  const settings = { network: 'internal', services: [web] } as const;

  test('finds them by their names, ready, also from its background steps', async () => {
    const report = await prove(
      [
        block('bash', ...ask('web', 8080)),
        block('output', 'hello'),
        block('sh background name=waits ready=http://web:8080/', 'sleep 60'),
        block('sh', 'true'),
      ].join('\n'),
      { settings },
    );
    expect(brief(report)).toMatchObject({ status: 'passed', told: [] });
  });

  test('shows what they wrote where a step fails', async () => {
    const report = await prove(
      [block('bash', ...ask('web', 8080)), block('bash name=wrong', ...ask('web', 8081))].join(
        '\n',
      ),
      { settings },
    );
    expect(brief(report)).toMatchObject({
      status: 'failed',
      steps: ['step-1 passed', 'wrong failed'],
    });
    const [failure] = report.diagnostics;
    expect(failure?.hint).toContain('look at the port, and at what the services have written');
    expect(failure?.details).toContainEqual(expect.stringMatching(/^service web: .*response:200$/));
  });

  test.each([
    ['a program that is not there', ['/no/such/program'], /`web` \(busybox:1\) could not be/],
    ['an option that is none', ['httpd', '--nosuch'], /`web` \(busybox:1\) ended with status 1/],
  ])('has failed where the command of one is %s', async (_title, command, message) => {
    const report = await prove(block('sh', 'true'), {
      settings: { network: 'internal', services: [{ ...web, command }] },
    });
    expect(report).toMatchObject({ status: 'failed', steps: [{ status: 'not-run' }] });
    expect(report.diagnostics).toMatchObject([
      { code: 'service-failed', severity: 'error', message: expect.stringMatching(message) },
    ]);
  });

  test('has failed where one does not come up; the end of its log says why', async () => {
    const broken = {
      ...web,
      command: ['sh', '-c', 'echo "no licence" >&2; sleep 60'],
      readyMs: 1_000,
    };
    const report = await prove(block('sh', 'true'), {
      settings: { network: 'internal', services: [broken] },
    });
    expect(report).toMatchObject({ status: 'failed', steps: [{ status: 'not-run' }] });
    expect(report.diagnostics[0]).toMatchObject({
      code: 'service-failed',
      message: expect.stringContaining('`web`'),
    });
    expect(report.diagnostics[0]?.details?.join('\n')).toContain('no licence');
  });
});
