import { canonicalJson } from '../../model/canonical.ts';
import { digestOf } from '../../model/source.ts';
import { type Connection, kernelOf } from './connect.ts';
import type { LocalImage } from './image.ts';

const kernels = new WeakMap<Connection, Promise<string>>();

/**
 * What can change the result of the same steps here: who runs them, on which kernel, and what is in
 * the images, by their ids, which stand for their content and settings wherever they came from. The
 * walls are Rutter's, whose version is the caller's to add. Undefined where the engine does not tell.
 */
export async function fingerprint(
  connection: Connection,
  images: readonly { readonly reference: string; readonly image: LocalImage }[],
): Promise<string | undefined> {
  const asked = kernels.get(connection) ?? kernelOf(connection).catch(() => '');
  kernels.set(connection, asked);
  const kernel = await asked;
  if (kernel === '') return undefined;
  const { product, version } = connection;
  const ids = Object.fromEntries(
    images.map(({ reference, image }) => [reference, [image.id, image.architecture]]),
  );
  return digestOf(canonicalJson({ product, version, kernel, images: ids }));
}
