import { Modal } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { coreWords } from './core-words.ts';
import classes from './core-words-dialog.module.css';
import type { BlockLineage } from './use-lineage.ts';

/** What the core says where this block stands, and the city's reason for saying it otherwise. */
export function CoreWordsDialog({
  block,
  handbookId,
  close,
}: {
  block: BlockLineage;
  handbookId: string;
  close: () => void;
}) {
  const { t } = useTranslation('chapter');
  const words = useMemo(() => coreWords(block.upstream, handbookId), [block.upstream, handbookId]);
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('lineage.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {words === undefined ? (
        <p>{t('lineage.unreadable')}</p>
      ) : (
        <div className="prose" ref={(place) => place?.replaceChildren(words)} />
      )}
      <p className={classes.reason}>
        {block.sentence === '' ? t('lineage.noReason') : block.sentence}
      </p>
    </Modal>
  );
}
