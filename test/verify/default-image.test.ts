import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verify } from '../../src/verify.ts';
import { describeWith, docker } from '../requirements.ts';

describeWith(docker(), 'the default image of the configuration', () => {
  const root = mkdtempSync(join(tmpdir(), 'rutter-image-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('is what a page that names no image runs in', async () => {
    mkdirSync(join(root, 'content/runbooks'), { recursive: true });
    writeFileSync(
      join(root, 'rutter.config.mjs'),
      "export default { verify: { image: 'busybox:1' } };\n",
    );
    writeFileSync(
      join(root, 'content/runbooks/where.md'),
      '# Where\n\n```sh\n. /etc/os-release\necho "$PRETTY_NAME"\n```\n\n```output\nbusybox\n```\n',
    );
    const { reports, exitCode } = await verify({ root, engine: 'docker' });
    expect(reports.map(({ status, ground }) => [status, ground?.image])).toEqual([
      ['passed', 'busybox:1'],
    ]);
    expect(exitCode).toBe(0);
  });
});
