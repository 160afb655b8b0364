// The watchdog: a process of its own that outlives Rutter by a moment. Rutter tells it on its stdin
// what would have to be removed; when stdin ends, however Rutter came to its end, it removes what is
// left and goes. Plain JavaScript, so that Node starts it alike from source and from the package.
// Lines in: {"add": {"id", "kind", ...}} and {"drop": "id"}; the kinds are in `duty.ts`.
import { readFileSync, rmdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const patienceMs = 8_000;
/** A request to create may still be under way in the engine when Rutter dies. */
const creationMs = 4_000;
const pauseMs = 100;
const requestMs = 5_000;

const duties = new Map();
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));

/** @returns {Promise<number>} the status of the answer; 0 for none */
function request({ endpoint, path }) {
  const { tls, certificates, ...place } = endpoint;
  const file = (name) => (certificates ? readFileSync(join(certificates, name)) : undefined);
  const secure = tls ? { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') } : {};
  return new Promise((resolve) => {
    (tls ? https : http)
      .request(
        { ...place, ...secure, path, method: 'DELETE', timeout: requestMs, agent: false },
        (answer) => {
          answer.resume();
          answer.on('close', () => resolve(answer.statusCode ?? 0));
        },
      )
      .on('timeout', function giveUp() {
        this.destroy();
      })
      .on('error', () => resolve(0))
      .end();
  });
}

/** Once the engine knew it, 404 is the end; before that it may still be to come. */
async function removeContainer(duty) {
  const began = Date.now();
  let seen = duty.created === true;
  while (Date.now() - began < patienceMs) {
    const status = await request(duty);
    if (status === 404 && (seen || Date.now() - began > creationMs)) return;
    if (status !== 0 && status !== 404) seen = true;
    await pause();
  }
}

function processesOf(cgroup) {
  try {
    return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

async function removeCgroup({ path }) {
  for (const began = Date.now(); Date.now() - began < patienceMs; await pause()) {
    for (const pid of processesOf(path)) {
      try {
        if (pid > 1) process.kill(pid, 'SIGKILL');
      } catch {}
    }
    try {
      rmdirSync(path);
      return;
    } catch (error) {
      if (error.code === 'ENOENT') return;
    }
  }
}

const removers = {
  container: removeContainer,
  cgroup: removeCgroup,
  folder: async ({ path }) => rmSync(path, { recursive: true, force: true }),
};

for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => {});
for await (const line of createInterface({ input: process.stdin })) {
  const { add, drop, created } = JSON.parse(line);
  if (add) duties.set(add.id, add);
  if (created && duties.has(created)) duties.get(created).created = true;
  if (drop) duties.delete(drop);
}
const removeAll = (kind) => {
  const mine = [...duties.values()].filter((duty) => duty.kind === kind);
  return Promise.allSettled(mine.map((duty) => removers[kind](duty)));
};
// The processes of a cgroup may use a folder. A container that is still to come makes the folder of its
// binds anew (Podman, asked as Docker is asked), so folders are removed for as long as one may come.
const containers = removeAll('container');
let coming = true;
containers.then(() => {
  coming = false;
});
await removeAll('cgroup');
await removeAll('folder');
while (coming) {
  await Promise.race([containers, pause()]);
  await removeAll('folder');
}
