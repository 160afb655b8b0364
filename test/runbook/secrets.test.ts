import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { Engine } from '../../src/model/sandbox.ts';
import { prove } from '../../src/runbook/run/prove.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { bubblewrap, describeWith, docker } from '../requirements.ts';
import { parsePage } from './page.ts';

const token = 'S3cr3t/with+"quotes"&more=';
const places = [
  { name: 'bubblewrap', needs: bubblewrap, environment: {} },
  { name: 'docker', needs: docker, environment: { DOCKER_HOST: 'unix:///var/run/docker.sock' } },
] as const;

describe.each(places)('a secret under $name', ({ name, needs, environment }) => {
  describeWith(needs(), 'is in nothing that is kept', () => {
    let engine: Engine;
    beforeAll(async () => {
      const [first] = (await findEngines(name, { environment })).engines;
      if (!first) throw new Error(`there is no ${name}`);
      engine = first;
    });
    afterAll(() => engine?.[Symbol.asyncDispose]());

    async function run(text: string): Promise<Report> {
      const { runbook, diagnostics } = parsePage(text, {
        settings: { secrets: ['TOKEN'] },
        verify: {
          allow: { network: ['none'], privileges: ['strict'], secrets: ['TOKEN'], registries: [] },
        },
      });
      if (runbook === undefined) throw new Error(JSON.stringify(diagnostics));
      return prove({ runbook, image: undefined, engine, secrets: { TOKEN: token } });
    }
    const leaks = [
      token,
      JSON.stringify(token).slice(1, -1),
      encodeURIComponent(token),
      Buffer.from(token).toString('base64').slice(2, -4),
      Buffer.from(token).toString('hex'),
      token.slice(0, 8),
      token.slice(-8),
    ];
    function expectNone(report: Report): void {
      const text = JSON.stringify(report);
      for (const leak of leaks) expect(text).not.toContain(leak);
    }

    test('whatever a step does to it, and it is masked before it is compared', async () => {
      const report = await run(`\`\`\`console
$ echo "$TOKEN"
***
$ printf '%s' "$TOKEN" | fold -w 4
***
$ printf 'user:%s' "$TOKEN" | base64
dXNlcj***
$ printf '%s' "$TOKEN" | od -An -tx1
 ***
$ (set -x; : "$TOKEN") 2>&1
+[..]***[..]
$ test "\${#TOKEN}" = ${token.length} && echo whole
whole
\`\`\`
`);
      expect(report.diagnostics).toEqual([]);
      expectNone(report);
    });

    test('of a step that fails, its files and what runs beside it', async () => {
      expectNone(await run('```sh\necho "$TOKEN" >&2; ls "/$TOKEN"; false\n```\n'));
      expectNone(await run('```sh\neval "echo \\"$TOKEN"\n```\n'));
      const changed = await run(
        '```sh idempotent\necho "$TOKEN" | base64 -w 8 >>f; echo "$TOKEN" >>f\n```\n',
      );
      expect(changed.diagnostics[0]?.code).toBe('step-not-idempotent');
      expectNone(changed);
      const died = await run(
        '```sh name=server background ready=tcp:1\necho "$TOKEN"; exit 3\n```\n\n```sh\ntrue\n```\n',
      );
      expect(died.status).toBe('failed');
      expectNone(died);
    });
  });
});
