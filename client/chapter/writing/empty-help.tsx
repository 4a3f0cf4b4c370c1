import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import classes from './empty-help.module.css';

/** One line for a chapter in which nothing is written: how to begin, or that there is nothing. */
export function EmptyHelp({ editor, isEditable }: { editor: Editor; isEditable: boolean }) {
  const { t } = useTranslation('chapter');
  const isEmpty = useEditorState({
    editor,
    selector: ({ editor: { state } }) =>
      state.doc.childCount === 0 ||
      (state.doc.childCount === 1 &&
        state.doc.firstChild?.type.name === 'paragraph' &&
        state.doc.firstChild.content.size === 0),
  });
  if (!isEmpty) return null;
  return <p className={classes.help}>{t(isEditable ? 'emptyHelp' : 'emptyRead')}</p>;
}
