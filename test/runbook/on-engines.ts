import { afterAll, beforeAll, describe } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { Engine } from '../../src/model/sandbox.ts';
import { type ProveInput, prove } from '../../src/runbook/run/prove.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { bubblewrap, describeWith, docker, podman, podmanSocket } from '../requirements.ts';
import { type PageOptions, parsePage, told } from './page.ts';

const engines = {
  bubblewrap: { needs: bubblewrap, name: 'bubblewrap', environment: {} },
  docker: {
    needs: docker,
    name: 'docker',
    environment: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
  },
  podman: {
    needs: podman,
    name: 'docker',
    environment: { DOCKER_HOST: `unix://${podmanSocket}` },
  },
} as const;

export type Product = keyof typeof engines;
export type ProvePage = (
  text: string,
  options?: PageOptions & Partial<Omit<ProveInput, 'runbook' | 'engine'>>,
) => Promise<Report>;

/** Tests over real engines, each with what proves a page's text in a sandbox of it. */
export function describeOnEngines(
  products: readonly Product[],
  title: string,
  body: (provePage: ProvePage, product: Product) => void,
): void {
  describe.each(products)(`${title}: %s`, (product) => {
    const { needs, name, environment } = engines[product];
    describeWith(needs(), 'in real sandboxes', () => {
      let all: readonly Engine[] = [];
      beforeAll(async () => {
        const found = await findEngines(name, { environment });
        all = found.engines;
        if (all.length === 0) throw new Error(JSON.stringify(found.refused));
      });
      afterAll(async () => {
        await Promise.all(all.map((engine) => engine[Symbol.asyncDispose]()));
      });
      body(async (text, options = {}) => {
        const [engine] = all;
        const page = parsePage(text, options);
        const errors = page.diagnostics.filter((one) => one.severity === 'error');
        if (page.runbook === undefined || errors.length > 0 || engine === undefined) {
          throw new Error(told(page).join('\n'));
        }
        const { image, secrets, digests, partial, onStep, signal } = options;
        const { runbook } = page;
        return prove({ runbook, engine, image, secrets, digests, partial, onStep, signal });
      }, product);
    });
  });
}

/** A block of a page. */
export function block(info: string, ...lines: readonly string[]): string {
  return ['```'.concat(info), ...lines, '```', ''].join('\n');
}

/** What a report says in short: the status of each step, and each diagnostic in a line. */
export function brief(report: Report): {
  readonly status: string;
  readonly steps: readonly string[];
  readonly told: readonly string[];
} {
  return {
    status: report.status,
    steps: report.steps.map(({ id, status }) => `${id} ${status}`),
    told: report.diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}
