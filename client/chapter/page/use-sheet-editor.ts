import type { Editor } from '@tiptap/core';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter, FactValue } from '#client/api/api.ts';
import { useFactWords } from '../facts/use-fact-words.ts';
import { type BlockLineage, useLineage } from '../lineage/use-lineage.ts';
import { useLineageMarks } from '../lineage/use-lineage-marks.ts';
import { useFollowLink } from '../links/use-follow-link.ts';
import { goToBlock } from '../outline/find-block.ts';
import { useAddressedBlock } from '../outline/use-addressed-block.ts';
import type { OpenRoom } from '../room/room.ts';
import { insertFootnote } from '../tools/insert.ts';
import type { Say } from '../writing/say.ts';
import { useChapterEditor } from '../writing/use-chapter-editor.ts';
import type { Open } from './open-dialog.ts';

/** A chapter that is open on the page, and for whom. */
export interface OpenedChapter {
  readonly chapter: Chapter;
  readonly me: { readonly id: string; readonly name: string };
  readonly room: Pick<OpenRoom, 'doc' | 'awareness' | 'onIncoming'>;
  readonly isEditable: boolean;
}

/** What the text leads to on the page around it. The first ones given are kept. */
export interface WaysOut {
  readonly open: Open;
  readonly goToToolbar: () => void;
}

export interface SheetEditor {
  readonly editor: Editor;
  readonly facts: readonly FactValue[];
  readonly lineage: readonly BlockLineage[];
}

/** A chapter's editor, and what it and the dialogs are told of facts and of the common text. */
export function useSheetEditor(
  { chapter, me, room, isEditable }: OpenedChapter,
  { open, goToToolbar }: WaysOut,
): SheetEditor {
  const { t } = useTranslation('chapter');
  const { edition } = chapter;
  const kind = edition.isCore ? 'core' : 'city';
  const { facts, words } = useFactWords(edition.id, kind);
  const lineage = useLineage(chapter.id, kind, room.doc);
  const say = useCallback<Say>((key, values) => t(key, { ...values }), [t]);
  const goTo = (id: string) => goToBlock(made.current, id);
  const followLink = useFollowLink(edition, goTo);
  const editor = useChapterEditor(
    {
      doc: room.doc,
      awareness: room.awareness,
      onIncoming: (listener) => room.onIncoming(listener),
      me,
      handbookId: edition.handbookId,
      facts: words,
      say,
      takePictures: (files) => open({ kind: 'pictures', files }),
      followLink,
      showUpstream: (blockIds) => open({ kind: 'core', blockIds }),
      shortcuts: {
        goToToolbar,
        // The browser tells of words selected a moment ago only in its next turn.
        editLink: () => requestAnimationFrame(() => open({ kind: 'link' })),
        addFootnote: () => insertFootnote(made.current, t('footnote.placeholder')),
      },
    },
    { isEditable, label: t('text') },
  );
  // The editor is made with ways to itself.
  const made = useRef(editor);
  made.current = editor;
  useLineageMarks(editor, lineage);
  useAddressedBlock(editor);
  return { editor, facts, lineage };
}
