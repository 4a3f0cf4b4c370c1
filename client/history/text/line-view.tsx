import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InlineJson, MarkJson } from '#shared/content/content.ts';
import type { LinePiece } from '#shared/merge/merge.ts';
import classes from './difference.module.css';
import { useReading } from './reading.ts';

/** How all of something stands beside what it is compared with. */
export type Standing = 'same' | 'added' | 'removed';

/** A line of text as it was, or as one that came or went as a whole. */
export function LineView({ line, as }: { line: readonly InlineJson[]; as: Standing }) {
  return <Pieces pieces={line.map((node) => ({ kind: as, node }))} />;
}

/** Both states of a line in one: words that came underlined, words that went struck through. */
export function Pieces({ pieces }: { pieces: readonly LinePiece[] }) {
  return pieces.map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is drawn anew, never rearranged.
    <Fragment key={at}>
      <Piece piece={piece} />
    </Fragment>
  ));
}

function Piece({ piece }: { piece: LinePiece }) {
  const { t } = useTranslation('history');
  switch (piece.kind) {
    case 'same':
      return <Inline node={piece.node} as="same" />;
    case 'added':
      return (
        <ins className={classes.added}>
          <Inline node={piece.node} as="added" />
        </ins>
      );
    case 'removed':
      return (
        <del className={classes.removed}>
          <Inline node={piece.node} as="removed" />
        </del>
      );
    case 'marked':
      return (
        <span className={classes.marked} title={t('marked')}>
          <Inline node={piece.node} as="same" />
        </span>
      );
    case 'footnote':
      return (
        <span data-footnote="">
          <Pieces pieces={piece.pieces} />
        </span>
      );
  }
}

function Inline({ node, as }: { node: InlineJson; as: Standing }) {
  switch (node.type) {
    case 'text':
      return <Marked marks={node.marks}>{node.text}</Marked>;
    case 'hardBreak':
      // A break alone cannot be underlined or struck: a sign stands for it.
      return (
        <>
          {as !== 'same' && '↵'}
          {as !== 'removed' && <br />}
        </>
      );
    case 'fact':
      return <Fact name={node.attrs.name} />;
    case 'footnote':
      return (
        <span data-footnote="">
          {node.content.map((phrase, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <Inline key={at} node={phrase} as={as} />
          ))}
        </span>
      );
  }
}

function Fact({ name }: { name: string }) {
  const fact = useReading().facts.find((one) => one.name === name);
  const state = fact === undefined ? 'missing' : fact.value === '' ? 'empty' : 'filled';
  return (
    <span data-fact={name} data-state={state} title={fact?.label}>
      {fact?.value || fact?.label || name}
    </span>
  );
}

/** The text in its marks; the first mark is the outermost. */
function Marked({ marks, children }: { marks: readonly MarkJson[]; children: ReactNode }) {
  const [mark, ...rest] = marks;
  if (mark === undefined) return children;
  const inner = <Marked marks={rest}>{children}</Marked>;
  switch (mark.type) {
    case 'link':
      // Links to places in this chapter lead into the editor's text, which is not on this page.
      return /^(?:https?|mailto|tel):/i.test(mark.attrs.href) ? (
        <a href={mark.attrs.href} title={mark.attrs.title ?? undefined} rel="noreferrer nofollow">
          {inner}
        </a>
      ) : (
        <span className={classes.innerLink}>{inner}</span>
      );
    case 'bold':
      return <strong>{inner}</strong>;
    case 'italic':
      return <em>{inner}</em>;
    case 'strike':
      return <s>{inner}</s>;
    case 'code':
      return <code>{inner}</code>;
  }
}
