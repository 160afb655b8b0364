import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openPagefind } from '../../src/search/pagefind.ts';

afterEach(() => vi.unstubAllEnvs());

test('a Pagefind that never answers is told of, and ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-pagefind-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'silent');
  writeFileSync(program, '#!/bin/sh\ntrap "" TERM\nexec cat >/dev/null\n');
  chmodSync(program, 0o755);
  vi.stubEnv('PAGEFIND_EXTENDED_BINARY_PATH', program);
  const pagefind = await openPagefind(300);
  await expect(pagefind.add([{ url: '/', content: '<html><p>x</p></html>' }])).rejects.toThrow(
    'nothing for 0.3 s',
  );
  await pagefind.close();
});
