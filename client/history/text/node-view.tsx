import type { ReactNode } from 'react';
import type { NodeJson } from '#shared/content/content.ts';
import { isLine, type TreeNode } from '#shared/merge/merge.ts';
import { LineView, type Standing } from './line-view.tsx';
import { Shell } from './shell.tsx';

interface NodeViewProps {
  node: TreeNode;
  as: Standing;
  /** What is told at the beginning of a cell. */
  lead?: ReactNode;
}

/** A block or a part of one, as it was, or as one that came or went as a whole. */
export function NodeView({ node, as, lead }: NodeViewProps) {
  if (node.type === 'horizontalRule') return <Shell node={node} />;
  if (isLine(node)) {
    return (
      <Shell node={node}>
        <LineView line={node.content} as={as} />
      </Shell>
    );
  }
  return (
    <Shell node={node}>
      {lead}
      {node.content.map((child: Exclude<NodeJson, { type: 'text' }> & TreeNode, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a version is drawn anew, never rearranged.
        <NodeView key={at} node={child} as={as} />
      ))}
    </Shell>
  );
}
