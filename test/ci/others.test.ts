import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { compiled } from '../cli/rutter.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import { repository } from './github.ts';
import { checkout } from './site.ts';

/** A folder with `npm` that does nothing and `npx` that is the Rutter of this tree. */
function commands(): string {
  const folder = temporary('rutter-bin-');
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const npx = `#!/bin/sh\n[ "$1 $2" = '--no-install rutter' ] || exit 90\nshift 2\nexec '${process.execPath}' '${compiled()}' "$@"\n`;
  writeFileSync(join(folder, 'npx'), npx, { mode: 0o755 });
  return folder;
}

function temporary(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function run(script: string, cwd: string, environment: Record<string, string>) {
  const path = `${commands()}:${process.env.PATH}`;
  const env = { ...process.env, CI: 'true', RUTTER_ENGINE: 'bubblewrap', PATH: path };
  const ran = spawnSync('bash', ['-euc', script], {
    cwd,
    encoding: 'utf8',
    env: { ...env, ...environment },
  });
  return { status: ran.status, log: ran.stdout + ran.stderr };
}

interface GitLabJob {
  readonly extends: string;
  readonly before_script?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly parallel?: number;
  readonly script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[] };
}

describeWith(bubblewrap(), 'the GitLab template', () => {
  const template = parse(readFileSync(join(repository, 'scripts/ci/gitlab.yml'), 'utf8')) as Record<
    string,
    GitLabJob
  >;

  /** Runs a job with the artifacts of those before it, and keeps its own. */
  function job(name: string, artifacts: string, environment: Record<string, string> = {}) {
    const own = template[name];
    const base = template[own?.extends ?? ''];
    const cwd = checkout();
    cpSync(artifacts, cwd, { recursive: true });
    const script = [...(base?.before_script ?? []), ...(own?.script ?? [])].join('\n');
    const ran = run(script, cwd, { ...base?.variables, ...environment });
    for (const path of (own?.artifacts.paths ?? []).filter((one) => existsSync(join(cwd, one)))) {
      cpSync(join(cwd, path), join(artifacts, path), { recursive: true });
    }
    return ran;
  }

  test('takes the shares of parallel jobs by itself, joins and builds', () => {
    const artifacts = temporary('rutter-artifacts-');
    const total = template['rutter-verify']?.parallel ?? 0;
    expect(total).toBeGreaterThan(1);
    for (let index = 1; index <= total; index += 1) {
      const node = {
        GITLAB_CI: 'true',
        CI_NODE_INDEX: String(index),
        CI_NODE_TOTAL: String(total),
      };
      const ran = job('rutter-verify', artifacts, node);
      expect(ran.status, ran.log).toBe(0);
    }
    expect(
      readdirSync(join(artifacts, '.rutter/reports')).filter((one) => one.endsWith('.json')),
    ).toHaveLength(total);
    const merged = job('rutter-merge', artifacts);
    expect(merged.status, merged.log).toBe(0);
    const built = job('pages', artifacts);
    expect(built.status, built.log).toBe(0);
    expect(readFileSync(join(artifacts, 'dist/runbooks/d/index.html'), 'utf8')).toMatch(/verified/);
  }, 180_000);
});

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly completions?: number;
    readonly template?: {
      readonly spec: {
        readonly containers: readonly {
          readonly env: readonly { readonly name: string; readonly value: string }[];
          readonly command: readonly string[];
          readonly args: readonly string[];
        }[];
      };
    };
  };
}

describeWith(bubblewrap(), 'the Kubernetes manifests', () => {
  const manifests = parseAllDocuments(
    readFileSync(join(repository, 'scripts/ci/kubernetes.yaml'), 'utf8'),
  ).map((one) => one.toJS() as Manifest);
  const jobOf = (name: string) => {
    const found = manifests.find((one) => one.kind === 'Job' && one.metadata.name === name);
    const container = found?.spec.template?.spec.containers[0];
    if (found === undefined || container === undefined) throw new Error(`no job ${name}`);
    return { completions: found.spec.completions ?? 1, container };
  };

  function pod(name: string, environment: Record<string, string>) {
    const { container } = jobOf(name);
    expect(container.command).toEqual(['bash', '-euc']);
    const own = Object.fromEntries(container.env.map((one) => [one.name, one.value]));
    return run(container.args.join('\n'), checkout(), { ...own, DOCKER_HOST: '', ...environment });
  }

  test('each pod of the Indexed Job proves its share; the merge joins them and builds', () => {
    const reports = temporary('rutter-reports-');
    const { completions, container } = jobOf('rutter-verify');
    expect(container.env.find((one) => one.name === 'RUTTER_SHARDS')?.value).toBe(
      String(completions),
    );
    for (let index = 0; index < completions; index += 1) {
      const ran = pod('rutter-verify', { JOB_COMPLETION_INDEX: String(index), REPORTS: reports });
      expect(ran.status, ran.log).toBe(0);
    }
    const merged = pod('rutter-merge', { REPORTS: reports });
    expect(merged.status, merged.log).toBe(0);
    expect(readFileSync(join(reports, 'site/runbooks/a/index.html'), 'utf8')).toMatch(/verified/);
  }, 180_000);

  test('a pod that never came back fails the merge, and the site is built all the same', () => {
    const reports = temporary('rutter-reports-');
    mkdirSync(join(reports, 'shards'));
    const ran = pod('rutter-verify', { JOB_COMPLETION_INDEX: '0', REPORTS: reports });
    expect(ran.status, ran.log).toBe(0);
    const merged = pod('rutter-merge', { REPORTS: reports });
    expect(merged.status).toBe(1);
    expect(merged.log).toContain('the shards 2, 3 of 3 are missing');
    expect(readdirSync(join(reports, 'site'))).toContain('index.html');
  }, 120_000);
});
