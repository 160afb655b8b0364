import sharp from 'sharp';

/** A picture that does not shrink to nothing: noise that is the same each time. */
export async function picture(
  width: number,
  height: number,
  {
    format = 'png',
    orientation,
  }: { format?: 'png' | 'jpeg' | 'webp' | 'gif'; orientation?: number } = {},
): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let at = 0; at < pixels.length; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[at] = seed >> 16;
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });
  const turned = orientation === undefined ? image : image.withMetadata({ orientation });
  return turned.toFormat(format).toBuffer();
}
