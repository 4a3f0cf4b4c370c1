import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '#shared/content/content.ts';
import type { AttributeChange, Change, Inside, TreeNode } from '#shared/merge/merge.ts';
import classes from './difference.module.css';
import { Pieces } from './line-view.tsx';
import { NodeView } from './node-view.tsx';
import { Shell } from './shell.tsx';

/** What happened to a block or a part of one, drawn where it stands. */
export function ChangeView({ change }: { change: Change }) {
  switch (change.kind) {
    case 'same':
    case 'added':
    case 'removed':
      return <NodeView node={change.node} as={change.kind} />;
    case 'changed':
    case 'moved':
      return <Changed change={change} />;
    case 'movedAway':
      return <MovedAway node={change.node} />;
  }
}

function Changed({ change }: { change: Extract<Change, { inside: Inside }> }) {
  const { node, inside, attributes } = change;
  const notes = <Notes attributes={attributes} />;
  const content = <InsideView inside={inside} />;
  switch (node.type) {
    case 'tableRow':
      return <Shell node={node}>{content}</Shell>;
    case 'listItem':
    case 'taskItem':
    case 'tableCell':
    case 'tableHeader':
      return (
        <Shell node={node}>
          <MovedNote change={change} />
          {notes}
          {content}
        </Shell>
      );
    default:
      return (
        <>
          {notes}
          <Shell node={node}>{content}</Shell>
        </>
      );
  }
}

/** Inside a list the words stand beside the item; beside a block they stand in its margin. */
function MovedNote({ change }: { change: Change }) {
  const { t } = useTranslation('history');
  if (change.kind !== 'moved') return null;
  return <span className={classes.note}>{t(`change.moved.${change.direction}`)}</span>;
}

function InsideView({ inside }: { inside: Inside }): ReactNode {
  if (inside.kind === 'line') return <Pieces pieces={inside.pieces} />;
  if (inside.kind === 'nothing') return null;
  return inside.changes.map((change, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is drawn anew, never rearranged.
    <Fragment key={at}>
      <ChangeView change={change} />
    </Fragment>
  ));
}

/** The place that something left: its first words, so that one knows what to look for. */
function MovedAway({ node }: { node: TreeNode }) {
  const { t } = useTranslation('history');
  const words = plainText(node).slice(0, 60).trim();
  const note = <span className={classes.left}>{t('change.left', { words })}</span>;
  if (node.type === 'listItem' || node.type === 'taskItem') return <li>{note}</li>;
  if (node.type === 'tableRow') {
    return (
      <tr>
        <td colSpan={Math.max(1, node.content.length)}>{note}</td>
      </tr>
    );
  }
  return <p>{note}</p>;
}

/** What changed about a thing that is not its words. */
function Notes({ attributes }: { attributes: readonly AttributeChange[] }) {
  const { t } = useTranslation('history');
  const told = attributes.filter(
    // Of a paragraph that became a heading the level says nothing more.
    ({ name }) => name === 'type' || !attributes.some((other) => other.name === 'type'),
  );
  return told.map(({ name, before, after }) => (
    <span key={name} className={classes.note}>
      {name === 'type'
        ? t('attribute.type', { before: t(`kind.${before}`) })
        : name === 'checked'
          ? t(after === true ? 'attribute.ticked' : 'attribute.unticked')
          : t(`attribute.${name}`, {
              before: before === null || before === '' ? '–' : String(before),
              defaultValue: t('attribute.other'),
            })}
    </span>
  ));
}
