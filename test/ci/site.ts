import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Runbooks `a` to `d` of a checkout, one of them broken where that is asked for. */
export function checkout(options: { readonly broken?: 'c' } = {}): string {
  const workspace = mkdtempSync(join(tmpdir(), 'rutter-checkout-'));
  onTestFinished(() => rmSync(workspace, { recursive: true, force: true }));
  for (const name of ['a', 'b', 'c', 'd']) {
    const command = options.broken === name ? 'exit 3' : `echo ${name}`;
    write(
      join(workspace, `content/runbooks/${name}.md`),
      `# Runbook ${name}\n\n\`\`\`sh name=first\n${command}\n\`\`\`\n`,
    );
  }
  return workspace;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
