import { type ImageReference, parseImageReference } from '../../model/image-reference.ts';
import type { Connection } from './connect.ts';
import { type LocalImage, readImage } from './image.ts';

/** No such image can be started; `missing` is what a pull would have to get. */
export interface NoImage {
  readonly refused: string;
  readonly missing?: string | undefined;
}

/**
 * Names by which an engine may have it. Podman keeps images that were built or imported on the
 * machine under `localhost/`, where its Docker interface does not look.
 */
function namesOf(reference: string, { name }: ImageReference, connection: Connection) {
  const isShort = connection.product === 'podman' && !name.includes('/');
  return isShort ? [reference, `localhost/${reference}`] : [reference];
}

async function inspect(
  { client, patience }: Connection,
  name: string,
  repository: string,
): Promise<LocalImage | undefined> {
  const answer = await client.ask({
    method: 'GET',
    path: `/images/${name}/json`,
    limitMs: patience.look,
    purpose: `learn of the image ${name}`,
  });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Error(answer.words);
  const image = readImage(answer.body, repository);
  if (image === undefined) throw new Error('its answer cannot be read');
  return image;
}

/**
 * The image of a reference as the engine has it; nothing is pulled. `pin` is the digest that it must
 * have: an image of that digest is taken under whatever tag it is there.
 */
export async function findImage(
  connection: Connection,
  reference: string,
  pin?: string,
): Promise<LocalImage | NoImage> {
  const parsed = parseImageReference(reference);
  if (!parsed) return { refused: `${JSON.stringify(reference)} is no image reference` };
  const pinned = pin === undefined ? undefined : `${parsed.name}@${pin}`;
  try {
    let other: LocalImage | undefined;
    for (const name of namesOf(reference, parsed, connection)) {
      const image = await inspect(connection, name, parsed.name);
      if (image !== undefined && (pin === undefined || image.digests.includes(pin))) {
        return usable(image, reference);
      }
      other ??= image;
    }
    if (pinned === undefined) return absent(connection, reference);
    const image = await inspect(connection, pinned, parsed.name);
    if (image !== undefined) return usable(image, reference);
    const has =
      other === undefined ? `it has no image ${reference}` : `its ${reference} is ${other.digest}`;
    return { refused: `${has}, and rutter.lock wants ${pin}`, missing: pinned };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { refused: `it cannot say whether it has ${reference}: ${words}` };
  }
}

function absent({ product }: Connection, reference: string): NoImage {
  const pull = `${product} pull ${reference}`;
  return { refused: `it has no image ${reference} (\`${pull}\` would get it)`, missing: reference };
}

function usable(image: LocalImage, reference: string): LocalImage | NoImage {
  if (image.problem === undefined) return image;
  return { refused: `nothing can be started from ${reference}: ${image.problem}` };
}
