import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { sha256 } from '#server/lib/sha256.ts';
import type { Hash } from '#shared/ids.ts';

/** A backup whose place a new one takes. */
export interface EarlierBackup {
  /** The bytes of a file, if it holds them whole. */
  get(hash: Hash): Uint8Array | undefined;
  close(): void;
}

/** Opens what stands under a new backup's name; something that is no backup holds nothing. */
export function openEarlierBackup(path: string): EarlierBackup {
  const archive = existsSync(path) ? open(path) : undefined;
  return {
    get: (hash) => {
      try {
        const bytes = archive
          ?.prepare<[Hash], Buffer>('select bytes from backup_file where hash = ?')
          .pluck()
          .get(hash);
        return bytes && sha256(bytes) === hash ? bytes : undefined;
      } catch {
        // No backup, or damaged there: it cannot help with this file.
        return undefined;
      }
    },
    close: () => void archive?.close(),
  };
}

function open(path: string): Sqlite.Database | undefined {
  try {
    return new Sqlite(path, { readonly: true });
  } catch {
    // A folder, or not to be read: to say so is left to whoever writes there.
    return undefined;
  }
}
