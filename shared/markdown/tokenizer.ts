import type { MarkdownIt } from 'markdown-it';
import newMarkdownIt from 'markdown-it';
import { breakRule } from './rules/break-rule.ts';
import { emptyParagraphRule } from './rules/empty-paragraph-rule.ts';
import { factRule } from './rules/fact-rule.ts';
import { definitionRule, referenceRule } from './rules/footnote-rules.ts';
import { htmlTableRule } from './rules/html-table-rule.ts';
import { tooDeepRule } from './rules/too-deep-rule.ts';

/** The tokenizer drops what is deeper; `tooDeepRule` sees to it that nothing gets there. */
const DEEPEST = 200;

/**
 * CommonMark with GitHub's tables and strikethrough, our facts, footnotes, `<br>`, empty paragraphs
 * and tables with spans. HTML is text; nothing is linked, replaced or loaded by itself. Addresses are
 * kept letter by letter: the allow-list of `shared/content` decides, not the tokenizer.
 */
function newTokenizer(): MarkdownIt {
  const md = new newMarkdownIt('commonmark', { html: false, maxNesting: DEEPEST });
  md.enable(['table', 'strikethrough']);
  // Inline content is read block by block in inline.ts, which knows the block that it stands in.
  md.core.ruler.enableOnly(['normalize', 'block']);
  md.validateLink = () => true;
  md.normalizeLink = (href) => href;
  md.inline.ruler.before('link', 'footnote_reference', referenceRule);
  md.inline.ruler.before('autolink', 'line_break', breakRule);
  md.inline.ruler.before('link', 'fact', factRule);
  md.block.ruler.before('reference', 'footnote_definition', definitionRule, {
    alt: ['paragraph', 'reference'],
  });
  md.block.ruler.before('paragraph', 'empty_paragraph', emptyParagraphRule);
  md.block.ruler.before('paragraph', 'html_table', htmlTableRule);
  // Before all others: none of them may open one more block there.
  md.block.ruler.before('table', 'too_deep', tooDeepRule);
  return md;
}

/** The one tokenizer; it keeps no state between texts. */
export const tokenizer = newTokenizer();
