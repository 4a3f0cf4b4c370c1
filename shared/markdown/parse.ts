import type { DocJson, PhraseJson } from '../content/content.ts';
import { normal } from '../content/content.ts';
import type { Problem } from '../errors.ts';
import type { Definition, Footnotes } from './footnotes.ts';
import { environment, NO_FOOTNOTES, newFootnotes } from './footnotes.ts';
import { ownImageSource, type Reading } from './inline.ts';
import { readBlocks } from './read-blocks.ts';
import { tokenizer } from './tokenizer.ts';

export interface ParseOptions {
  /** What problems say they stand in; '' by default. */
  readonly file?: string;
  /** How many lines of the file come before the text. */
  readonly linesBefore?: number;
  /** `images/<sha256>.<ext>` for a picture that the text names, or undefined; such names by default. */
  readonly imageSource?: (src: string) => string | undefined;
}

export interface ParsedChapter {
  readonly doc: DocJson;
  /** What could not be taken over as it stands; the text of it is in the chapter all the same. */
  readonly problems: readonly Problem[];
}

/**
 * The chapter that a Markdown text holds, in its normal form. Every text is Markdown, so this never
 * throws; HTML is text, and pictures that are not the handbook's own become links.
 */
export function parseChapter(markdown: string, options: ParseOptions = {}): ParsedChapter {
  return parseWith(markdown, newFootnotes(), options);
}

/** The same with footnotes of the caller's: the printer reads back single blocks with this. */
export function parseWith(
  markdown: string,
  footnotes: Footnotes,
  { file = '', linesBefore = 0, imageSource = ownImageSource }: ParseOptions = {},
): ParsedChapter {
  const problems: Problem[] = [];
  const env = environment(footnotes);
  const tokens = tokenizer.parse(markdown, env);
  let line = 0;
  const reading: Reading = {
    env,
    imageSource: (src) => (src === '' ? '' : imageSource(src)),
    tell: (reason) => problems.push({ at: file, line: linesBefore + line + 1, reason }),
    footnote: (label) => repeats.read(label),
  };
  const repeats = footnoteReader(footnotes, reading);
  const blocks = readBlocks(tokens, reading, (at) => {
    line = at;
  });
  for (const [label, definition] of footnotes.unused()) {
    line = definition.line;
    reading.tell(`Nothing refers to the footnote “${label}”; its text stands at the end.`);
    blocks.push({
      type: 'paragraph',
      attrs: { id: null },
      content: phrasesOf(definition, reading),
    });
  }
  return { doc: normal({ type: 'doc', content: blocks }), problems };
}

/**
 * Characters that a chapter may have in footnotes that stand in its file once and in its text more
 * often: a small file must not become a huge chapter.
 */
const MOST_REPEATED = 100_000;

/** Reads footnotes by label, each as often as it is referred to, up to that. */
function footnoteReader(footnotes: Footnotes, reading: Reading) {
  const seen = new Set<string>();
  let spare = MOST_REPEATED;
  return {
    read: (label: string): readonly PhraseJson[] | undefined => {
      const definition = footnotes.use(label);
      const length = definition?.text.length ?? 0;
      if (seen.has(label) && length > spare) {
        reading.tell(`The footnote “${label}” is referred to too often to be repeated here.`);
        return undefined;
      }
      if (seen.has(label)) spare -= length;
      seen.add(label);
      return phrasesOf(definition, reading);
    },
  };
}

/** A footnote's text as one run: its paragraphs and lists follow each other after line breaks. */
function phrasesOf(definition: Definition | undefined, reading: Reading): readonly PhraseJson[] {
  if (definition === undefined) return [];
  const env = environment(NO_FOOTNOTES);
  const within: Reading = { ...reading, env, imageSource: () => undefined, footnote: () => [] };
  const blocks = readBlocks(tokenizer.parse(definition.text, env), within, () => undefined);
  return joined(textsIn({ type: 'doc', content: blocks }));
}

function joined(texts: readonly (readonly PhraseJson[])[]): PhraseJson[] {
  return texts.flatMap((text, at) => (at === 0 ? [...text] : [{ type: 'hardBreak' }, ...text]));
}

interface Tree {
  readonly type: string;
  readonly content?: readonly Tree[];
}

function isPhrase(node: Tree): node is PhraseJson {
  return node.type === 'text' || node.type === 'hardBreak' || node.type === 'fact';
}

/** The texts of all text blocks in a tree, in order. */
function textsIn(tree: Tree): PhraseJson[][] {
  const content = tree.content ?? [];
  const phrases = content.filter(isPhrase);
  return phrases.length > 0 ? [phrases] : content.flatMap(textsIn);
}
