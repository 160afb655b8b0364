import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { Engine } from '../../src/model/sandbox.ts';
import { prove } from '../../src/runbook/run/prove.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { bubblewrap, describeWith, docker, podman, podmanSocket } from '../requirements.ts';
import { type PageOptions, parsePage } from './page.ts';

const places = [
  { name: 'bubblewrap', needs: bubblewrap, engine: 'bubblewrap', host: '', image: undefined },
  {
    name: 'docker',
    needs: docker,
    engine: 'docker',
    host: 'unix:///var/run/docker.sock',
    image: 'debian:12',
  },
  {
    name: 'docker with busybox',
    needs: docker,
    engine: 'docker',
    host: 'unix:///var/run/docker.sock',
    image: 'busybox:1',
  },
  {
    name: 'podman',
    needs: podman,
    engine: 'docker',
    host: `unix://${podmanSocket}`,
    image: 'debian:12',
  },
] as const;

/** The story of the site's own post: the same settings, written anew in another order. */
const rewritten = `\`\`\`sh file=/work/order
1
\`\`\`

\`\`\`sh name=configure idempotent
n=$(cat order)
echo $((1 - n)) >order
if [ $n = 1 ]; then printf 'host=db\\nport=5432\\n'; else printf 'port=5432\\nhost=db\\n'; fi >app.conf
\`\`\`
`;

describe.each(places)('idempotent under $name', ({ needs, engine: name, host, image }) => {
  describeWith(needs(), 'a step', () => {
    let engine: Engine;
    beforeAll(async () => {
      const environment = host === '' ? {} : { DOCKER_HOST: host };
      const found = await findEngines(name, { environment });
      const [first] = found.engines;
      if (!first) throw new Error(JSON.stringify(found.refused));
      engine = first;
    });
    afterAll(() => engine?.[Symbol.asyncDispose]());

    async function run(text: string, options: PageOptions = {}): Promise<Report> {
      const { runbook, diagnostics } = parsePage(text, {
        ...options,
        verify: {
          allow: { network: ['none'], privileges: ['strict', 'root'], secrets: [], registries: [] },
        },
      });
      if (runbook === undefined) throw new Error(JSON.stringify(diagnostics));
      return prove({ runbook, image, engine });
    }
    const block = (script: string) => `\`\`\`sh name=it idempotent\n${script}\n\`\`\`\n`;

    test('that finds its work done passes', async () => {
      const report = await run(
        block('mkdir -p conf && echo a=1 >conf/app && ln -sf app conf/current'),
      );
      expect(report.diagnostics).toEqual([]);
      expect(report.steps).toMatchObject([{ status: 'passed' }]);
    });

    test('that adds a line each time does not', async () => {
      const report = await run(block('echo PATH=/opt/bin >>/tmp/profile'));
      expect(report.steps[0]).toMatchObject({
        status: 'failed',
        changes: ['changed /tmp/profile: content, 14 → 28 bytes'],
      });
      expect(report.diagnostics).toMatchObject([
        {
          code: 'step-not-idempotent',
          message: 'step `it` is not idempotent: its second run changed `/tmp/profile`',
          span: { start: { line: 1 } },
        },
      ]);
    });

    test('that writes the keys in another order is shown with what changed', async () => {
      const report = await run(rewritten);
      const [found] = report.diagnostics;
      expect(found?.code).toBe('step-not-idempotent');
      expect(found?.details).toEqual([
        'changed /work/app.conf: content',
        'changed /work/order: content',
        '--- /work/app.conf after the first run',
        '+++ /work/app.conf after the second',
        '@@ -1,2 +1,2 @@',
        '-host=db',
        ' port=5432',
        '+host=db',
        '--- /work/order after the first run',
        '+++ /work/order after the second',
        '@@ -1,1 +1,1 @@',
        '-0',
        '+1',
      ]);
    });

    test('that fails when there is nothing to do is told so', async () => {
      const report = await run(block('mkdir conf'));
      expect(report.diagnostics[0]).toMatchObject({
        code: 'step-exit',
        message: expect.stringContaining('when it was run a second time'),
      });
      expect(report.steps[0]?.commands[0]?.stderr).toContain('conf');
    });

    test('shared memory counts', async () => {
      const report = await run(block('echo a >>/dev/shm/a'));
      expect(report.steps[0]?.changes).toEqual(['changed /dev/shm/a: content, 2 → 4 bytes']);
    });

    test('modes and kinds count, times do not', async () => {
      expect((await run(block('touch a; chmod 600 a'))).status).toBe('passed');
      const report = await run(block('touch a; test -L b && chmod 600 a; ln -sf a b; true'));
      expect(report.steps[0]?.changes).toEqual([
        expect.stringMatching(/^changed \/work\/a: mode 0\d{3} → 0600$/),
      ]);
    });

    test.skipIf(name === 'bubblewrap')('in the system of a root page', async () => {
      const root = { settings: { privileges: 'root' } } as const;
      expect((await run(block('echo a >/etc/motd.d'), root)).diagnostics).toEqual([]);
      const report = await run(block('echo a >>/etc/motd.d; mkdir -p /opt/x'), root);
      expect(report.steps[0]?.changes).toEqual(['changed /etc/motd.d: content, 2 → 4 bytes']);
      if (image === 'busybox:1') return;
      const gone = await run(block('test -e /etc/first && rm /etc/passwd; touch /etc/first'), root);
      expect(gone.steps[0]?.changes).toEqual(['removed /etc/passwd']);
    });
  });
});
