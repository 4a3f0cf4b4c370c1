import { IconList, IconListCheck, IconListNumbers, IconQuote } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import { ToolButton } from './tool-button.tsx';
import type { ListKind, WritingState } from './writing-state.ts';

/** What paragraphs can be gathered in: lists and quotes. */
export function ListTools({ editor, state }: { editor: Editor; state: WritingState }) {
  const { t } = useTranslation('chapter');
  const chain = () => editor.chain().focus();
  const list = (name: ListKind, toggle: () => void) => ({
    isOn: state.list === name,
    isOff: state.isFootnote,
    onClick: toggle,
  });
  return (
    <>
      <ToolButton
        label={t('tools.bulletList')}
        icon={IconList}
        {...list('bulletList', () => chain().toggleBulletList().run())}
      />
      <ToolButton
        label={t('tools.orderedList')}
        icon={IconListNumbers}
        {...list('orderedList', () => chain().toggleOrderedList().run())}
      />
      <ToolButton
        label={t('tools.taskList')}
        icon={IconListCheck}
        {...list('taskList', () => chain().toggleTaskList().run())}
      />
      <ToolButton
        label={t('tools.quote')}
        icon={IconQuote}
        isOn={state.isQuote}
        isOff={state.isFootnote}
        onClick={() => chain().toggleBlockquote().run()}
      />
    </>
  );
}
