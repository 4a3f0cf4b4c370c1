import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChapterRow } from '#client/api/api.ts';
import { timeAgo } from '#client/lib/words-of.ts';
import { type Handle, QuietLink, ReorderRow } from '#client/ui/ui.ts';
import classes from './chapter-line.module.css';
import { Lineage } from './lineage.tsx';
import { RenameChapter } from './rename-chapter.tsx';
import type { Arrange } from './use-arrange.ts';

/** One chapter as a line of a table of contents, with what stands where and what can be done. */
export function ChapterLine({
  chapter,
  isCore,
  isDragged,
  arrange,
  handle,
}: {
  chapter: ChapterRow;
  isCore: boolean;
  isDragged: boolean;
  /** Undefined for those who may only read. */
  arrange: Arrange | undefined;
  handle: Handle;
}) {
  const [isRenaming, setRenaming] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  return (
    <ReorderRow
      name={chapter.title}
      isDragged={isDragged}
      handle={arrange && handle}
      className={chapter.omitted ? classes.omitted : classes.written}
    >
      <span className={classes.number} aria-hidden="true" />
      <div className={classes.words}>
        {isRenaming && arrange !== undefined ? (
          <RenameChapter
            title={chapter.title}
            close={(by) => {
              setRenaming(false);
              if (by === 'key') menuButton.current?.focus();
            }}
            rename={(title) => arrange.rename(chapter, title)}
          />
        ) : (
          <QuietLink
            to="/chapters/$chapterId"
            params={{ chapterId: chapter.id }}
            className={classes.title}
          >
            {chapter.title}
          </QuietLink>
        )}
        <Standing chapter={chapter} isCore={isCore} />
      </div>
      {arrange !== undefined && (
        <ChapterMenu
          chapter={chapter}
          arrange={arrange}
          button={menuButton}
          isRenaming={isRenaming}
          rename={() => setRenaming(true)}
        />
      )}
    </ReorderRow>
  );
}

function Standing({ chapter, isCore }: { chapter: ChapterRow; isCore: boolean }) {
  const { t, i18n } = useTranslation('editions');
  const count = new Intl.NumberFormat(i18n.language);
  if (chapter.omitted) return <p className={classes.standing}>{t('edition.isLeftOut')}</p>;
  return (
    <p className={classes.standing}>
      <span>{t('words', { count: chapter.wordCount, n: count.format(chapter.wordCount) })}</span>
      {chapter.editedAt !== null && (
        <span>
          {t('edition.edited', { ago: timeAgo(chapter.editedAt, Date.now(), i18n.language) })}
        </span>
      )}
      {!isCore && <Lineage chapter={chapter} />}
    </p>
  );
}

function ChapterMenu({
  chapter,
  arrange,
  button,
  isRenaming,
  rename,
}: {
  chapter: ChapterRow;
  arrange: Arrange;
  button: RefObject<HTMLButtonElement | null>;
  isRenaming: boolean;
  rename: () => void;
}) {
  const { t } = useTranslation('editions');
  return (
    <Menu position="bottom-end" width={220} returnFocus={!isRenaming}>
      <Menu.Target>
        <ActionIcon ref={button} aria-label={t('edition.chapterMenu', chapter)}>
          <IconDots size={18} stroke={1.5} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={rename}>{t('edition.rename')}</Menu.Item>
        {chapter.omitted ? (
          <Menu.Item onClick={() => arrange.takeIn(chapter)}>{t('edition.takeIn')}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => arrange.leaveOut(chapter)}>{t('edition.leaveOut')}</Menu.Item>
        )}
        <Menu.Item onClick={() => arrange.remove(chapter)}>{t('edition.delete')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
