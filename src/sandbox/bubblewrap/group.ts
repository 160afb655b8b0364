import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Limits } from '../../model/config.ts';
import { pause } from '../time-limit.ts';
import type { Watchdog } from '../watchdog/start.ts';

/** A control group of one sandbox: its limits on memory, processes and processor time. */
export interface Group {
  readonly version: GroupVersion;
  add(pid: number): void;
  /** How many processes the kernel has killed in it for memory. */
  outOfMemoryKills(): number;
  /** Once its processes are gone. */
  remove(): Promise<void>;
}

export type GroupVersion = 'v2' | 'v1';
type Settings = readonly (readonly [file: string, value: string])[];

/** One folder of a hierarchy, beneath the first place that lets us make one. */
interface Branch {
  readonly parent: string;
  readonly settings: Settings;
}

const root = '/sys/fs/cgroup';
const periodMicroseconds = 100_000;
const removeTries = 100;
const removePauseMs = 20;

function quota(limits: Limits): string {
  return String(Math.max(1_000, Math.round(limits.cpus * periodMicroseconds)));
}

function ownGroups(): readonly { readonly controllers: string; readonly path: string }[] {
  return readFileSync('/proc/self/cgroup', 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [, controllers = '', ...path] = line.split(':');
      return { controllers, path: path.join(':') };
    });
}

/** Version 2: our own group or one above it, wherever its children have the controllers. */
function version2(limits: Limits): readonly Branch[] | undefined {
  const own = ownGroups().find((one) => one.controllers === '');
  if (!own || !existsSync(join(root, 'cgroup.controllers'))) return undefined;
  for (let parent = join(root, own.path); parent.startsWith(root); parent = dirname(parent)) {
    const passedOn = read(join(parent, 'cgroup.subtree_control')).split(/\s+/);
    if (!['memory', 'pids', 'cpu'].every((one) => passedOn.includes(one))) continue;
    const settings: Settings = [
      ['memory.max', String(limits.memoryBytes)],
      ['memory.swap.max', '0'],
      ['pids.max', String(limits.pids)],
      ['cpu.max', `${quota(limits)} ${periodMicroseconds}`],
    ];
    return [{ parent, settings }];
  }
  return undefined;
}

/** Version 1: beneath our own group, in each controller's own hierarchy. */
function version1(limits: Limits): readonly Branch[] | undefined {
  const settings: Readonly<Record<string, Settings>> = {
    memory: [
      ['memory.limit_in_bytes', String(limits.memoryBytes)],
      // Absent where the kernel does not account for swap.
      ['?memory.memsw.limit_in_bytes', String(limits.memoryBytes)],
    ],
    pids: [['pids.max', String(limits.pids)]],
    cpu: [
      ['cpu.cfs_period_us', String(periodMicroseconds)],
      ['cpu.cfs_quota_us', quota(limits)],
    ],
  };
  const own = ownGroups();
  const branches = Object.entries(settings).map(([controller, values]) => {
    const found = own.find((one) => one.controllers.split(',').includes(controller));
    return found && { parent: join(root, controller, found.path), settings: values };
  });
  return branches.every((one) => one !== undefined) ? branches : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function apply(folder: string, settings: Settings): void {
  for (const [name, value] of settings) {
    const optional = name.startsWith('?');
    const file = join(folder, optional ? name.slice(1) : name);
    if (!optional || existsSync(file)) writeFileSync(file, value);
  }
}

async function removeFolder(folder: string): Promise<void> {
  for (let tries = 0; tries < removeTries; tries += 1) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      // Busy until the last process in it has been reaped.
      await pause(removePauseMs);
    }
  }
}

/** Makes a group, or gives undefined where this user may not: then only per-process limits hold. */
export function createGroup(name: string, limits: Limits, watchdog: Watchdog): Group | undefined {
  const second = version2(limits);
  const branches = second ?? version1(limits) ?? [];
  const folders = branches.map((branch) => join(branch.parent, name));
  const watches = folders.map((path) => watchdog.watch({ kind: 'cgroup', path }));
  const remove = async () => {
    await Promise.all(folders.map(removeFolder));
    for (const watch of watches) watch.done();
  };
  try {
    branches.forEach((branch, index) => {
      const folder = folders[index] ?? '';
      mkdirSync(folder);
      apply(folder, branch.settings);
    });
  } catch {
    void remove();
    return undefined;
  }
  if (folders.length === 0) return undefined;
  return {
    version: second ? 'v2' : 'v1',
    add(pid) {
      for (const folder of folders) writeFileSync(join(folder, 'cgroup.procs'), String(pid));
    },
    outOfMemoryKills() {
      const texts = folders.flatMap((folder) => [
        read(join(folder, 'memory.events')),
        read(join(folder, 'memory.oom_control')),
      ]);
      return Number(/^oom_kill (\d+)$/m.exec(texts.join('\n'))?.[1] ?? 0);
    },
    remove,
  };
}
