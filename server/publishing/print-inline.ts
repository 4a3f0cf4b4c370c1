import type { InlineJson, PhraseJson, TextJson } from '#shared/content/content.ts';
import { never } from '#shared/errors.ts';
import { type PrintContext, printed } from './print-context.ts';
import { oneLine, printFact } from './print-facts.ts';
import { printTarget } from './print-links.ts';
import type { PrintInline } from './print-types.ts';

function printRun({ text, marks }: TextJson, context: PrintContext): PrintInline {
  const link = marks.find((mark) => mark.type === 'link');
  const target = link && printTarget(link.attrs.href, context);
  const has = (type: string) => marks.some((mark) => mark.type === type);
  return {
    kind: 'text',
    text: printed(text, context),
    ...(has('bold') && { bold: true }),
    ...(has('italic') && { italic: true }),
    ...(has('strike') && { strike: true }),
    ...(has('code') && { code: true }),
    ...target,
  };
}

function printPhrase(phrase: PhraseJson, context: PrintContext): PrintInline {
  switch (phrase.type) {
    case 'text':
      return printRun(phrase, context);
    case 'hardBreak':
      return { kind: 'break' };
    case 'fact':
      return printFact(phrase.attrs.name, context);
    default:
      return never(phrase);
  }
}

/** The words of a block, its footnotes at their places. */
export function printInline(
  content: readonly InlineJson[],
  context: PrintContext,
): readonly PrintInline[] {
  return content.map((inline) =>
    inline.type === 'footnote'
      ? { kind: 'note', content: inline.content.map((phrase) => printPhrase(phrase, context)) }
      : printPhrase(inline, context),
  );
}

/** Whether anything of it would be seen. */
export function isBlank(content: readonly PrintInline[]): boolean {
  return content.every(
    (inline) => inline.kind === 'break' || (inline.kind === 'text' && inline.text.trim() === ''),
  );
}

/** A heading is one line: breaks in it are spaces. Its footnotes stand where they were written. */
export function printTitle(
  content: readonly InlineJson[],
  context: PrintContext,
): readonly PrintInline[] {
  return printInline(content, context).map((part) => {
    if (part.kind === 'break') return { kind: 'text', text: ' ' };
    return part.kind === 'text' ? { ...part, text: oneLine(part.text) } : part;
  });
}

/** The words alone. */
export function inlineText(content: readonly PrintInline[]): string {
  return content
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
          return inline.text;
        case 'break':
          return ' ';
        case 'gap':
          return inline.label;
        case 'note':
          return '';
        default:
          return never(inline);
      }
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
