import sharp from 'sharp';
import type { Files } from '#server/files/files.ts';
import type { Hash } from '#shared/ids.ts';
import type { Manifest } from './manifest.ts';
import type { PrintPicture } from './print-context.ts';
import type { BookFile } from './typst-messages.ts';

/** 320 dots to the inch over the whole width of the text: more is not seen, only carried. */
const WIDEST = 1600;
const LARGEST_INPUT = 50_000_000;
const KEPT_BYTES = 32_000_000;
const DECODE_SECONDS = 20;

/** What uploads become. Nothing else is opened: an SVG, for one, may name other files. */
const READABLE: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif']);

interface Prepared {
  readonly bytes: Uint8Array;
  readonly extension: 'jpg' | 'png';
}

/** Makes pictures ready for the typesetter, which a single broken one would stop. */
export interface PictureDarkroom {
  /** Undefined when the file is missing or cannot be read as a picture. */
  develop(hash: Hash): Promise<Prepared | undefined>;
}

async function prepare(bytes: Uint8Array): Promise<Prepared | undefined> {
  const open = () => sharp(bytes, { limitInputPixels: LARGEST_INPUT, failOn: 'error' });
  try {
    const { format, width, hasAlpha, orientation = 1 } = await open().metadata();
    if (!READABLE.has(format)) return undefined;
    // Decodes it whole: the typesetter must not be the first to find out that it is cut short.
    await open().timeout({ seconds: DECODE_SECONDS }).stats();
    if (format === 'jpeg' && width <= WIDEST && orientation === 1)
      return { bytes, extension: 'jpg' };
    const fitted = open()
      .timeout({ seconds: DECODE_SECONDS })
      .autoOrient()
      .resize({ width: WIDEST, withoutEnlargement: true });
    return format === 'png' || format === 'gif' || hasAlpha
      ? { bytes: await fitted.png({ compressionLevel: 9 }).toBuffer(), extension: 'png' }
      : { bytes: await fitted.jpeg({ quality: 84 }).toBuffer(), extension: 'jpg' };
  } catch {
    // Whatever is wrong with the file, the book goes without it, and its report says so.
    return undefined;
  }
}

/** Keeps the last pictures in memory: the second export of a book is the common one. */
export function createDarkroom(files: Pick<Files, 'get'>): PictureDarkroom {
  const kept = new Map<Hash, Prepared>();
  let keptBytes = 0;
  const keep = (hash: Hash, prepared: Prepared) => {
    kept.set(hash, prepared);
    keptBytes += prepared.bytes.length;
    for (const [oldest, { bytes }] of kept) {
      if (keptBytes <= KEPT_BYTES) break;
      kept.delete(oldest);
      keptBytes -= bytes.length;
    }
  };
  return {
    async develop(hash) {
      const known = kept.get(hash);
      if (known) {
        // Last used, last to go.
        kept.delete(hash);
        kept.set(hash, known);
        return known;
      }
      const bytes = await files.get(hash);
      const prepared = bytes && (await prepare(bytes));
      if (prepared) keep(hash, prepared);
      return prepared;
    },
  };
}

export interface BookPictures {
  /** By the name that the texts have for them. */
  readonly named: ReadonlyMap<string, PrintPicture>;
  readonly files: readonly BookFile[];
  /** How many of the manifest's could not be read. */
  readonly unreadable: number;
}

/** Every picture of the book, one at a time, so that an export never holds many decoded at once. */
export async function preparePictures(
  manifest: Manifest,
  darkroom: PictureDarkroom,
): Promise<BookPictures> {
  const named = new Map<string, PrintPicture>();
  const files: BookFile[] = [];
  for (const { src, hash, width, height, name } of manifest.pictures) {
    const prepared = await darkroom.develop(hash);
    if (!prepared) continue;
    const path = `/images/${hash}.${prepared.extension}`;
    named.set(src, { path, width, height, name });
    if (!files.some((file) => file.path === path)) files.push({ path, bytes: prepared.bytes });
  }
  return { named, files, unreadable: manifest.pictures.length - named.size };
}
