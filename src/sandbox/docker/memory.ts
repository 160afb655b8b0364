import type { Spawn } from '../process.ts';
import { textOf } from '../process-text.ts';

/** The kernel's own count of processes it killed in this container's control group, version 2 or 1. */
const script = `for f in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
  if [ -r "$f" ]; then while read -r k v; do
    if [ "$k" = oom_kill ]; then echo "$v"; fi
  done <"$f"; exit; fi
done`;

/**
 * Asks whether the kernel has killed for memory in a container since the last time it was asked. An
 * engine's own word for it covers the main process only. False also where no answer is to be had:
 * the container is gone, or its image hides /sys/fs/cgroup.
 */
export function memoryWatch(spawn: Spawn): () => Promise<boolean> {
  let before = 0;
  return async () => {
    const text = await textOf(spawn, ['/bin/sh', '-c', script]).catch(() => '');
    const count = Number(text.trim());
    if (!(count > before)) return false;
    before = count;
    return true;
  };
}
