import { createElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalloutJson, ImageJson } from '#shared/content/content.ts';
import type { TreeNode } from '#shared/merge/merge.ts';
import { useReading } from './reading.ts';
import { TableFrame } from './table-frame.tsx';

/** The element of a node, around whatever is to stand in it. The same as in the editor. */
export function Shell({ node, children }: { node: TreeNode; children?: ReactNode }) {
  const { t } = useTranslation('history');
  switch (node.type) {
    case 'paragraph':
      return <p>{children}</p>;
    case 'heading':
      return createElement(`h${node.attrs.level}`, {}, children);
    case 'bulletList':
      return <ul>{children}</ul>;
    case 'orderedList':
      return <ol start={node.attrs.start}>{children}</ol>;
    case 'taskList':
      return <ul data-type="taskList">{children}</ul>;
    case 'listItem':
      return <li>{children}</li>;
    case 'taskItem':
      return (
        <li>
          <label>
            <input type="checkbox" checked={node.attrs.checked} disabled readOnly />
            <span>{t(node.attrs.checked ? 'task.done' : 'task.open')}</span>
          </label>
          <div>{children}</div>
        </li>
      );
    case 'blockquote':
      return <blockquote>{children}</blockquote>;
    case 'callout':
      return <Callout kind={node.attrs.kind}>{children}</Callout>;
    case 'table':
      return (
        <TableFrame>
          <table>
            <tbody>{children}</tbody>
          </table>
        </TableFrame>
      );
    case 'tableRow':
      return <tr>{children}</tr>;
    case 'tableCell':
    case 'tableHeader': {
      const { colspan, rowspan, align } = node.attrs;
      const attributes = {
        colSpan: colspan,
        rowSpan: rowspan,
        ...(align === null ? {} : { style: { textAlign: align } }),
      };
      return createElement(node.type === 'tableCell' ? 'td' : 'th', attributes, children);
    }
    case 'image':
      return (
        <figure data-image="">
          <Picture node={node} />
          <figcaption>{children}</figcaption>
        </figure>
      );
    case 'codeBlock':
      return (
        <pre>
          <code>{children}</code>
        </pre>
      );
    case 'horizontalRule':
      return <hr />;
  }
}

/** Under the name that it bears in the editor. */
function Callout({ kind, children }: { kind: CalloutJson['attrs']['kind']; children: ReactNode }) {
  const { t } = useTranslation('chapter');
  return (
    <aside data-callout={kind} aria-label={t(`callout.${kind}`)}>
      <p className="callout-label">{t(`callout.${kind}`)}</p>
      {children}
    </aside>
  );
}

function Picture({ node: { attrs } }: { node: ImageJson }) {
  const { t } = useTranslation('history');
  const { handbookId } = useReading();
  if (attrs.src === null) return <p className="image-remark">{t('noPicture')}</p>;
  const file = attrs.src.replace(/^images\//, '');
  return (
    <img
      src={`/images/${encodeURIComponent(handbookId)}/${file}`}
      alt={attrs.decorative ? '' : attrs.alt}
      style={attrs.width === null ? {} : { inlineSize: `${attrs.width}%` }}
      loading="lazy"
      decoding="async"
    />
  );
}
