import { defaults } from '../../config/defaults.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Report } from '../../model/report.ts';
import type { Engine } from '../../model/sandbox.ts';
import type { Run } from '../../plan/runs.ts';
import { loadDurations } from '../../report/durations.ts';
import { findEngines } from '../../sandbox/engines.ts';
import { type Foreseen, foresee } from '../../verify/foresee.ts';
import { rutterIdentity } from '../../verify/identity.ts';
import { makePlan, type Plan } from '../../verify/make-plan.ts';
import { openMemory } from '../../verify/memory.ts';
import { needOf } from '../../verify/need.ts';
import { pinnedDigests } from '../../verify/pins.ts';
import { groundKey } from '../../verify/preparer.ts';
import { secretsOf } from '../../verify/secrets.ts';
import type { Invocation } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, listDiagnostics } from '../print-diagnostics.ts';
import { planOptions } from './plan-options.ts';
import { type ForeseenRun, plannedRun } from './planned-run.ts';
import { printPlan } from './print-plan.ts';

/** `verify --dry-run`: the exact plan. Engines and the cache are asked; nothing is run or pulled. */
export async function dryRun(invocation: Invocation): Promise<ExitStatus> {
  const { options, print, cwd } = invocation;
  const config = await loadConfig(loadOptions(options));
  const plan = await makePlan(config, planOptions(invocation));
  const problems: Diagnostic[] = [...plan.diagnostics];
  const { engines, refused } = await findEngines(config.verify.engine, {
    defaultImage: config.verify.image,
  });
  try {
    const known = recaller({ config, invocation, plan, problems });
    const foreseen = await foreseeAll({ config, invocation, plan, engines, known });
    const runs = foreseen.map(plannedRun);
    if (print.json) {
      const { shard, diagnostics } = { ...plan, diagnostics: problems };
      print.document({ runs, refused, ...(shard === undefined ? {} : { shard }), diagnostics });
    }
    listDiagnostics(problems, { print, root: config.root, cwd });
    printPlan(runs, { print, plan, refused, where: { root: config.root, cwd } });
  } finally {
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
  }
  if (engines.length === 0 && plan.runs.length > 0) return exitStatus.noSandbox;
  return hasErrors(problems) ? exitStatus.failed : exitStatus.ok;
}

type Recall = (run: Run, foreseen: Foreseen) => Promise<Report | undefined>;

interface Asked {
  readonly config: Config;
  readonly invocation: Invocation;
  readonly plan: Plan;
}

async function foreseeAll(
  input: Asked & { readonly engines: readonly Engine[]; readonly known: Recall },
): Promise<readonly ForeseenRun[]> {
  const { config, invocation, plan, engines, known } = input;
  const { verify } = config;
  const { offline = false, frozen } = invocation.options;
  const digests = await pinnedDigests(config, plan.runs, { frozen: frozen ?? false });
  const isFree = verify.image === defaults.verify.image && !frozen;
  const demandedImage = isFree ? undefined : verify.image;
  const durations = await loadDurations(config.stateDir);
  const pulling = { pull: verify.pull, registries: verify.allow.registries, offline };
  return await Promise.all(
    plan.runs.map(async (run): Promise<ForeseenRun> => {
      const need = needOf(run, { demandedImage, digests });
      const foreseen = await foresee(engines, need, pulling);
      const secrets = secretsOf(run.runbook, process.env);
      return {
        ...{ run, foreseen, image: run.image ?? verify.image },
        known: await known(run, foreseen),
        lastMs: durations.get(run.key),
        missingSecrets: 'missing' in secrets ? secrets.missing : [],
      };
    }),
  );
}

/** What the cache would answer. */
function recaller(input: Asked & { readonly problems: Diagnostic[] }): Recall {
  const { config, invocation, plan, problems } = input;
  const { options, signal } = invocation;
  const { force, maxAge, offline } = options;
  const opening = openMemory({
    ...{ config, runs: plan.runs, signal },
    options: { force, maxAgeMs: maxAge, offline },
    token: process.env.RUTTER_CACHE_TOKEN,
    onEvent: () => {},
    onProblem: (problem) => problems.push(problem),
  });
  return async (run, foreseen) => {
    if ('refused' in foreseen || foreseen.pulls.length > 0) return undefined;
    const [memory, identity] = await Promise.all([opening, rutterIdentity()]);
    return await memory.recall(run, groundKey(run, foreseen, identity));
  };
}
