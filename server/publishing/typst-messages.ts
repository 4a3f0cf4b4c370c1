/** What the server and the typesetting process say to each other: one book, one reply, then the next. */

/** A file of the book in the typesetter's workspace: a path from `/`, and its bytes. */
export interface BookFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface TypesetRequest {
  readonly files: readonly BookFile[];
  /** Seconds since 1970: stands in the file as its time, so that equal books give equal bytes. */
  readonly timestamp: number;
}

/** Why a book does not meet PDF/UA-1, or does not become pages at all, and in which chapter. */
export interface TypesetFault {
  readonly message: string;
  /** 0-based; null when it is not in one chapter. */
  readonly chapter: number | null;
}

export interface TypesetBook {
  readonly pdf: Uint8Array;
  readonly pageCount: number;
  /** Set when the file could only be made without the accessibility standard. */
  readonly inaccessible: TypesetFault | null;
}

export type TypesetReply =
  | {
      readonly kind: 'done';
      readonly book: TypesetBook;
      /** Bytes of memory that the process now holds. */
      readonly memory: number;
    }
  | { readonly kind: 'failed'; readonly fault: TypesetFault };
