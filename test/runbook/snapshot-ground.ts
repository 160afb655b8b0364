import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../src/model/sandbox.ts';
import type { Requirement } from '../requirements.ts';

export type Toolbox = 'system' | 'busybox' | 'without tar';

const busyboxPath = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path));
export const busyboxTools: Requirement = {
  name: 'busybox',
  missing: busyboxPath === undefined ? 'busybox is not installed' : undefined,
};

/** An ordinary user, so that there are files which cannot be read. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

export interface SnapshotGround extends Disposable {
  /** Looked at, as the writable place of a sandbox. */
  readonly work: string;
  readonly sandbox: Pick<Sandbox, 'spawn' | 'writable'>;
  run(script: string): void;
}

/** A folder on this machine that stands in for a sandbox, with the system's tools or busybox's. */
export function snapshotGround(tools: Toolbox): SnapshotGround {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-snapshot-'));
  const [work, bin] = [join(folder, 'work'), join(folder, 'bin')];
  for (const path of [folder, work, bin]) mkdirSync(path, { recursive: true });
  chmodSync(folder, 0o755);
  chmodSync(work, 0o777);
  if (tools === 'without tar') symlinkSync(realpathSync('/bin/sh'), join(bin, 'sh'));
  if (tools === 'busybox' && busyboxPath !== undefined) {
    const applets = execFileSync(busyboxPath, ['--list'], { encoding: 'utf8' }).trim().split('\n');
    for (const applet of applets) symlinkSync(busyboxPath, join(bin, applet));
  }
  const env = { PATH: tools !== 'system' ? bin : (process.env.PATH ?? '/usr/bin:/bin') };
  return {
    work,
    sandbox: {
      writable: [work],
      async spawn([command = 'sh', ...args]) {
        const child: ChildProcess = spawn(command, args, { ...user, env, cwd: '/' });
        const { stdin, stdout, stderr } = child;
        if (!stdin || !stdout || !stderr) throw new Error('the process has no streams');
        const exited = once(child, 'close').then(([status]) => status as number);
        return { stdin, stdout, stderr, exited };
      },
    },
    run(script) {
      execFileSync('sh', ['-euc', script], { ...user, env, cwd: work });
    },
    [Symbol.dispose]() {
      execFileSync('chmod', ['-R', 'u+rwX', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
