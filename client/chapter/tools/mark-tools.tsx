import { IconBold, IconCode, IconItalic, IconLink, IconStrikethrough } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import { ToolButton } from './tool-button.tsx';
import type { MarkName, WritingState } from './writing-state.ts';

/** What can be done to words: emphasis, code, links. */
export function MarkTools({
  editor,
  state,
  editLink,
}: {
  editor: Editor;
  state: WritingState;
  editLink: () => void;
}) {
  const { t } = useTranslation('chapter');
  const mark = (name: MarkName) => ({
    isOn: state.marks[name],
    isOff: state.kind === 'code',
    onClick: () => editor.chain().focus().toggleMark(name).run(),
  });
  return (
    <>
      <ToolButton label={t('tools.bold')} icon={IconBold} {...mark('bold')} />
      <ToolButton label={t('tools.italic')} icon={IconItalic} {...mark('italic')} />
      <ToolButton label={t('tools.strike')} icon={IconStrikethrough} {...mark('strike')} />
      <ToolButton label={t('tools.code')} icon={IconCode} {...mark('code')} />
      <ToolButton label={t('tools.link')} icon={IconLink} {...mark('link')} onClick={editLink} />
    </>
  );
}
