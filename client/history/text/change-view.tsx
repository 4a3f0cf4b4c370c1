import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '#shared/content/content.ts';
import type { AttributeChange, Change, Inside, TreeNode } from '#shared/merge/merge.ts';
import classes from './difference.module.css';
import { Pieces } from './line-view.tsx';
import { NodeView } from './node-view.tsx';
import { Shell } from './shell.tsx';

/** What happened to a block or a part of one, drawn where it stands; in a cell behind `lead`. */
export function ChangeView({ change, lead }: { change: Change; lead?: ReactNode }) {
  switch (change.kind) {
    case 'same':
    case 'added':
    case 'removed':
      return <NodeView node={change.node} as={change.kind} lead={lead} />;
    case 'changed':
    case 'moved':
      return <Changed change={change} lead={lead} />;
    case 'movedAway':
      return <MovedAway node={change.node} lead={lead} />;
  }
}

function Changed({
  change,
  lead,
}: {
  change: Extract<Change, { inside: Inside }>;
  lead: ReactNode;
}) {
  const { node, inside, attributes } = change;
  const notes = <Notes attributes={attributes} />;
  const told = (
    <>
      {lead}
      <MovedNote change={change} />
      {notes}
    </>
  );
  switch (node.type) {
    case 'tableRow':
      // Nothing may stand between rows and cells: what is told of a row stands in its first cell.
      return (
        <Shell node={node}>
          <InsideView inside={inside} lead={told} />
        </Shell>
      );
    case 'listItem':
    case 'taskItem':
    case 'tableCell':
    case 'tableHeader':
      return (
        <Shell node={node}>
          {told}
          <InsideView inside={inside} />
        </Shell>
      );
    default:
      return (
        <>
          {notes}
          <Shell node={node}>
            <InsideView inside={inside} />
          </Shell>
        </>
      );
  }
}

/** What is part of another says so where it stands; a block of the chapter in its margin. */
function MovedNote({ change }: { change: Change }) {
  const { t } = useTranslation('history');
  if (change.kind !== 'moved') return null;
  return <span className={classes.note}>{t(`change.moved.${change.direction}`)}</span>;
}

function InsideView({ inside, lead }: { inside: Inside; lead?: ReactNode }): ReactNode {
  if (inside.kind === 'line') return <Pieces pieces={inside.pieces} />;
  if (inside.kind === 'nothing') return null;
  return inside.changes.map((change, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is drawn anew, never rearranged.
    <Fragment key={at}>
      {!isPart(change.node) && <MovedNote change={change} />}
      <ChangeView change={change} lead={at === 0 ? lead : undefined} />
    </Fragment>
  ));
}

/** Whether it stands only in a list or a table, and so tells inside itself what happened to it. */
function isPart({ type }: TreeNode): boolean {
  return ['listItem', 'taskItem', 'tableRow', 'tableCell', 'tableHeader'].includes(type);
}

/** The place that something left: its first words, so that one knows what to look for. */
function MovedAway({ node, lead }: { node: TreeNode; lead: ReactNode }) {
  const { t } = useTranslation('history');
  // Cells and paragraphs are lines of their own there.
  const words = plainText(node).replaceAll(/\s+/g, ' ').slice(0, 60).trim();
  const note = <span className={classes.left}>{t('change.left', { words })}</span>;
  if (node.type === 'listItem' || node.type === 'taskItem') return <li>{note}</li>;
  if (node.type === 'tableRow') {
    return (
      <tr>
        <td colSpan={Math.max(1, node.content.length)}>{note}</td>
      </tr>
    );
  }
  if (node.type === 'tableCell' || node.type === 'tableHeader') {
    return (
      <Shell node={node}>
        {lead}
        {note}
      </Shell>
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
