/**
 * A book as the Typst template reads it: JSON, users' words in it as plain strings. Nothing here is
 * ever markup; the template decides by `kind` alone.
 */
export type PrintInline =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly bold?: true;
      readonly italic?: true;
      readonly strike?: true;
      readonly code?: true;
      /** An address outside the book, already allowed. */
      readonly url?: string;
      /** A place in the book that exists. */
      readonly place?: string;
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'note'; readonly content: readonly PrintInline[] }
  /** A fact that nobody has filled in. */
  | { readonly kind: 'gap'; readonly label: string };

export interface PrintCell {
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly align: 'left' | 'center' | 'right' | null;
  readonly isHeader: boolean;
  readonly content: readonly PrintBlock[];
}

export interface PrintTable {
  readonly kind: 'table';
  /** Relative widths. */
  readonly columns: readonly number[];
  /** How many rows from the top are heads. */
  readonly headRows: number;
  /** On each page. */
  readonly repeatsHead: boolean;
  readonly cells: readonly PrintCell[];
}

export type PrintBlock = (
  | { readonly kind: 'paragraph'; readonly content: readonly PrintInline[] }
  | {
      readonly kind: 'heading';
      /** 2 to 6; 1 is the chapter's title. */
      readonly level: number;
      /** With its footnotes, which what repeats the heading leaves out. */
      readonly content: readonly PrintInline[];
    }
  /** A heading inside a list, quote, callout or table: shown as one, not counted as one. */
  | { readonly kind: 'lead'; readonly content: readonly PrintInline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly PrintBlock[])[] }
  | {
      readonly kind: 'numbers';
      readonly start: number;
      readonly items: readonly (readonly PrintBlock[])[];
    }
  | {
      readonly kind: 'tasks';
      readonly checked: readonly boolean[];
      readonly items: readonly (readonly PrintBlock[])[];
    }
  | { readonly kind: 'quote'; readonly content: readonly PrintBlock[] }
  | {
      readonly kind: 'callout';
      readonly tone: 'note' | 'tip' | 'warning' | 'adapt';
      readonly content: readonly PrintBlock[];
    }
  | PrintTable
  | {
      readonly kind: 'picture';
      readonly src: string;
      /** Null when it is decorative. */
      readonly alt: string | null;
      /** Millimetres. */
      readonly width: number;
      readonly caption: readonly PrintInline[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
) & {
  /** A label that some link in the book leads to. */
  readonly place?: string;
};

export interface PrintChapter {
  readonly title: string;
  /** Footnotes of a first heading that said the title once more. */
  readonly titleNotes: readonly PrintInline[];
  readonly place: string;
  readonly blocks: readonly PrintBlock[];
}

/** Front and back matter, and everything the template needs to know about the book as a whole. */
export interface PrintFrame {
  readonly title: string;
  /** '' for the core. */
  readonly city: string;
  /** The city, or what the core edition is called. */
  readonly edition: string;
  readonly summary: string;
  readonly language: string;
  readonly region: string | null;
  readonly direction: 'ltr' | 'rtl';
  readonly fonts: { readonly text: readonly string[]; readonly mono: readonly string[] };
  readonly colours: { readonly accent: string; readonly soft: string; readonly tint: string };
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  /** Paths of the chapters' JSON files, in order. */
  readonly chapters: readonly string[];
  /** One line each, for the cover's foot. */
  readonly coverLines: readonly string[];
  /** "About this edition": label and text. */
  readonly about: readonly { readonly label: string; readonly content: readonly PrintInline[] }[];
  readonly facts: readonly {
    readonly label: string;
    readonly value: readonly PrintInline[];
    readonly source: readonly PrintInline[];
    readonly reviewBy: string;
  }[];
  readonly addresses: readonly {
    readonly chapter: string;
    readonly links: readonly { readonly text: string; readonly url: string }[];
  }[];
  readonly labels: Readonly<Record<string, string>>;
}
