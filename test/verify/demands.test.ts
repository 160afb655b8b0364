import { expect, test } from 'vitest';
import { type VerifyResult, verify } from '../../src/verify.ts';
import { folderWith } from '../cli/rutter.ts';
import { bubblewrap, describeWith } from '../requirements.ts';

const page = '# A\n\n```sh\ntrue\n```\n';

function verifyIn(files: Readonly<Record<string, string>>): Promise<VerifyResult> {
  return verify({ root: folderWith(files), engine: 'bubblewrap', ci: true });
}

describeWith(bubblewrap(), 'what is asked of a namespace sandbox that it cannot give', () => {
  test('nothing is asked: it runs', async () => {
    const { reports, exitCode } = await verifyIn({ 'content/runbooks/a.md': page });
    expect([reports[0]?.status, exitCode]).toEqual(['passed', 0]);
  });
  test('the image that the configuration names', async () => {
    const { reports, exitCode } = await verifyIn({
      'rutter.config.mjs': "export default { verify: { image: 'alpine:9' } };\n",
      'content/runbooks/a.md': page,
    });
    expect([reports[0]?.status, reports[0]?.reason, exitCode]).toEqual([
      'not-run',
      'no engine gives the image `alpine:9`',
      1,
    ]);
  });
  test('privileges and a network: not run, which is no error of the sandbox', async () => {
    const { reports, exitCode } = await verifyIn({
      'rutter.config.mjs':
        "export default { verify: { allow: { network: ['none', 'bridge'], privileges: ['root'] } } };\n",
      'content/runbooks/a.md': `---\nrunbook:\n  privileges: root\n---\n${page}`,
      'content/runbooks/b.md': `---\nrunbook:\n  network: bridge\n---\n${page}`,
    });
    expect(reports.map(({ status, reason }) => [status, reason])).toEqual([
      ['not-run', 'no engine gives a sandbox with `privileges: root`'],
      ['not-run', 'no engine gives a sandbox with `network: bridge`'],
    ]);
    expect(exitCode).toBe(1);
  });
});
