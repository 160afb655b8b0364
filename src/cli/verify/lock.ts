import { loadConfig } from '../../config/load.ts';
import { type Diagnostic, diagnostic, UserError } from '../../model/diagnostic.ts';
import { imageLockName, readImageLock, writeImageLock } from '../../plan/image-lock.ts';
import { imagesOf } from '../../plan/images-of.ts';
import type { ImageDigests } from '../../plan/parse-image-lock.ts';
import { findEngines } from '../../sandbox/engines.ts';
import { makePlan } from '../../verify/make-plan.ts';
import type { Invocation } from '../command.ts';
import { counted } from '../diagnostic-text.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { hasErrors, listDiagnostics } from '../print-diagnostics.ts';
import { dim, green, red, type SafeText, safe, yellow } from '../safe-text.ts';
import { type Digested, imageDigester } from './image-digests.ts';
import { planOptions } from './plan-options.ts';

/**
 * `verify --lock`: pins the images of the runbooks and of their services by the digests that they have
 * now, and tells what is another than before. Where one cannot be had, nothing is written.
 */
export async function lock(invocation: Invocation): Promise<ExitStatus> {
  const { options, print, cwd, signal } = invocation;
  const config = await loadConfig(loadOptions(options));
  const place = { print, root: config.root, cwd };
  const plan = await makePlan(config, { ...planOptions(invocation), shard: '1/1' });
  const before = await readImageLock(config.root);
  // To refresh a part of it, the rest has to be known.
  if (before.diagnostics.length > 0 && !isEverything(invocation)) {
    throw new UserError(before.diagnostics);
  }
  const searching = await findEngines(config.verify.engine, { defaultImage: config.verify.image });
  const { engines, refused } = searching;
  let found: readonly Digested[];
  try {
    const withImages = engines.filter((engine) => engine.pull !== undefined);
    if (withImages.length === 0) throw new UserError([noEngine(refused)]);
    const digestOf = imageDigester(withImages, {
      ...{ pull: config.verify.pull, registries: config.verify.allow.registries, signal },
      offline: options.offline ?? false,
      onPull: ({ reference, product }) => print.note(safe`${product} pulls ${reference}`),
    });
    found = await Promise.all(imagesOf(plan.runs, config.verify.image).map(digestOf));
  } finally {
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
  }
  const problems = [...plan.diagnostics, ...found.flatMap(({ problem }) => problem ?? [])];
  listDiagnostics(problems, place);
  const isRefused = hasErrors(problems);
  const known = before.digests ?? {};
  // What was asked for in part says nothing of the other images.
  const after = { ...(isEverything(invocation) ? {} : known), ...pinned(found) };
  const changes = differencesOf(known, after);
  if (!isRefused) {
    if (changes.length > 0 || before.digests === undefined)
      await writeImageLock(config.root, after);
    for (const line of changes) print.result(line);
  }
  if (print.json) {
    const images = isRefused ? known : after;
    print.document({ ok: !isRefused, file: imageLockName, images, diagnostics: problems });
  }
  print.result(isRefused ? safe`${imageLockName} is as it was` : totalOf(after, changes));
  return isRefused ? exitStatus.failed : exitStatus.ok;
}

function isEverything({ arguments: [paths], options }: Invocation): boolean {
  const chosen = [options.name, options.tag, options.skipTag, options.changed, options.failed];
  return !Array.isArray(paths) || (paths.length === 0 && chosen.every((one) => one === undefined));
}

function pinned(found: readonly Digested[]): ImageDigests {
  return Object.fromEntries(
    found.flatMap(({ image, digest }) => (digest === undefined ? [] : [[image, digest]])),
  );
}

/** A line for each image whose pin is another. */
function differencesOf(before: ImageDigests, after: ImageDigests): readonly SafeText[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const images = [...new Set([...old.keys(), ...now.keys()])].sort();
  return images.flatMap((image): readonly SafeText[] => {
    const [was, is] = [old.get(image), now.get(image)];
    if (was === is) return [];
    if (is === undefined) return [safe`${red('-')} ${image}`];
    if (was === undefined) return [safe`${green('+')} ${image}  ${dim(is)}`];
    return [safe`${yellow('~')} ${image}  ${dim(was)} → ${is}`];
  });
}

function totalOf(after: ImageDigests, changes: readonly SafeText[]): SafeText {
  const count = counted(Object.keys(after).length, 'image');
  return changes.length === 0
    ? safe`${imageLockName}: ${count}, all as before`
    : safe`${imageLockName}: ${count}, ${changes.length} changed`;
}

function noEngine(
  refused: readonly { readonly name: string; readonly reason: string }[],
): Diagnostic {
  return diagnostic({
    code: 'lock-no-image',
    message: 'there is no engine whose images could be pinned',
    details: refused.map(({ name, reason }) => `${name}: ${reason}`),
    hint: 'start Docker or Podman; a sandbox of bubblewrap has no image',
  });
}
