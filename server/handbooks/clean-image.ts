/** Pictures from outside, made harmless: decoded, turned upright, encoded anew without metadata. */
import { AppError } from '#shared/errors.ts';

export type ImageExtension = 'png' | 'jpg' | 'webp' | 'gif';

export interface CleanImage {
  readonly bytes: Uint8Array;
  readonly extension: ImageExtension;
  readonly width: number;
  readonly height: number;
}

export const IMAGE_TYPES: Readonly<Record<ImageExtension, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** All frames of an animation together. */
const MOST_PIXELS = 50_000_000;
/** Sharp on paper at the width of a page, and no larger. */
const LONGEST_SIDE = 3_200;
const DECODE_SECONDS = 20;

/**
 * The same picture in the same format, without what is not to be seen: position, camera, comments,
 * anything that was hidden behind it. `invalid` when it is not a whole PNG, JPEG, WebP or GIF.
 */
export async function cleanImage(bytes: Uint8Array): Promise<CleanImage> {
  const extension = extensionOf(bytes);
  if (!extension) throw refusal('This is not a PNG, JPEG, WebP or GIF picture.');
  // Loaded with the first picture: a server that only keeps text does without it.
  const { default: sharp } = await import('sharp');
  const animated = extension === 'gif' || extension === 'webp';
  try {
    const fitted = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated })
      .timeout({ seconds: DECODE_SECONDS })
      .autoOrient()
      .resize({
        width: LONGEST_SIDE,
        height: LONGEST_SIDE,
        fit: 'inside',
        withoutEnlargement: true,
      });
    const encoded = {
      png: () => fitted.png({ compressionLevel: 9 }),
      jpg: () => fitted.jpeg({ quality: 88 }),
      webp: () => fitted.webp({ quality: 88 }),
      gif: () => fitted.gif(),
    }[extension]();
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    const height = info.pageHeight ?? info.height;
    return { bytes: new Uint8Array(data), extension, width: info.width, height };
  } catch (cause) {
    throw refusal('This picture is damaged, or too large to be shown.', cause);
  }
}

/** By the first bytes, whatever the name or the sender says. */
function extensionOf(bytes: Uint8Array): ImageExtension | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpg';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'webp';
  return undefined;
}

function refusal(sentence: string, cause?: unknown): AppError {
  return new AppError('invalid', sentence, { cause });
}
