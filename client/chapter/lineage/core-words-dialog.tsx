import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { coreBlock } from './core-block.ts';
import { coreWords } from './core-words.ts';
import classes from './core-words-dialog.module.css';
import { takeAgain } from './take-again.ts';
import { type BlockLineage, showAsCore } from './use-lineage.ts';

/**
 * What the core says where these blocks stand or would stand, the city's reason for each, and for who
 * may write a way back to the core's words. Open until the last of them is taken.
 */
export function CoreWordsDialog({
  editor,
  chapter,
  lineage,
  blockIds,
  mayTake,
  close,
}: {
  editor: Editor;
  chapter: Chapter;
  lineage: readonly BlockLineage[];
  blockIds: readonly string[];
  mayTake: boolean;
  close: () => void;
}) {
  const { t } = useTranslation(['chapter', 'common']);
  const client = useQueryClient();
  const [left, setLeft] = useState(blockIds);
  const blocks = lineage.filter(({ blockId }) => left.includes(blockId));
  const take = (taken: readonly BlockLineage[]) => {
    takeAgain(editor, lineage, taken);
    const ids: readonly string[] = taken.map(({ blockId }) => blockId);
    showAsCore(client, chapter.id, ids);
    const rest = left.filter((id) => !ids.includes(id));
    setLeft(rest);
    if (rest.length > 0) return;
    close();
    editor.commands.focus();
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('lineage.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {blocks.map((block) => (
        <section key={block.blockId} className={classes.block}>
          <CoreWords block={block} handbookId={chapter.edition.handbookId} />
          {mayTake && block.upstream !== null && (
            <Button variant="default" size="compact-sm" onClick={() => take([block])}>
              {t('lineage.take')}
            </Button>
          )}
        </section>
      ))}
      {mayTake && blocks.length > 1 && (
        <Button size="compact-sm" onClick={() => take(blocks)}>
          {t('lineage.takeAll')}
        </Button>
      )}
    </Modal>
  );
}

function CoreWords({ block, handbookId }: { block: BlockLineage; handbookId: string }) {
  const { t } = useTranslation('chapter');
  const words = useMemo(() => coreWords(coreBlock(block), handbookId), [block, handbookId]);
  // What is shown is a copy: a fragment is empty once it was put somewhere.
  const show = (place: HTMLElement | null) => place?.replaceChildren(words?.cloneNode(true) ?? '');
  const noReason = block.content === 'omitted' ? 'lineage.noReasonOmitted' : 'lineage.noReason';
  return (
    <>
      {words === undefined ? (
        <p>{t('lineage.unreadable')}</p>
      ) : (
        <div className="prose" dir="auto" ref={show} />
      )}
      <p className={classes.reason}>{block.sentence === '' ? t(noReason) : block.sentence}</p>
    </>
  );
}
