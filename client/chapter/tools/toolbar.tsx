import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconQuote,
  IconStrikethrough,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddChoices, useCalloutChoices, useKindChoices, useTableChoices } from './choices.ts';
import type { Dialogs } from './dialogs.ts';
import { PictureTools } from './picture-tools.tsx';
import { ToolButton } from './tool-button.tsx';
import { ToolMenu } from './tool-menu.tsx';
import classes from './toolbar.module.css';
import { useRoving } from './use-roving.ts';
import { useUndo } from './use-undo.ts';
import { type ListKind, type MarkName, writingState } from './writing-state.ts';

export interface ToolbarRef {
  focus(): void;
}

/** Everything that can be done to the text, under one stop of the Tab key. */
export function Toolbar({
  editor,
  dialogs,
  ref,
}: {
  editor: Editor;
  dialogs: Dialogs;
  ref: Ref<ToolbarRef>;
}) {
  const { t } = useTranslation('chapter');
  const bar = useRef<HTMLDivElement>(null);
  const roving = useRoving(bar);
  const state = useEditorState({ editor, selector: ({ editor }) => writingState(editor.state) });
  const undo = useUndo(editor);
  const kinds = useKindChoices(editor, state);
  const add = useAddChoices(editor, dialogs);
  const callouts = useCalloutChoices(editor, state);
  const table = useTableChoices(editor);
  useImperativeHandle(ref, () => ({
    focus: () => bar.current?.querySelector<HTMLElement>('[data-stop="true"]')?.focus(),
  }));

  const kind = kinds.find((choice) => choice.isOn === true);
  const mark = (name: MarkName) => ({
    isOn: state.marks[name],
    isOff: state.kind === 'code',
    onClick: () => editor.chain().focus().toggleMark(name).run(),
  });
  const list = (name: ListKind, toggle: () => void) => ({
    isOn: state.list === name,
    isOff: state.isFootnote,
    onClick: toggle,
  });
  const chain = () => editor.chain().focus();
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={t('tools.label')}
      aria-orientation="horizontal"
      className={classes.bar}
      {...roving}
    >
      <div className={classes.group}>
        <ToolMenu
          label={t('tools.kind', { kind: kind?.label })}
          caption={kind?.label ?? ''}
          choices={kinds}
        />
      </div>
      <div className={classes.group}>
        <ToolButton label={t('tools.bold')} icon={IconBold} {...mark('bold')} />
        <ToolButton label={t('tools.italic')} icon={IconItalic} {...mark('italic')} />
        <ToolButton label={t('tools.strike')} icon={IconStrikethrough} {...mark('strike')} />
        <ToolButton label={t('tools.code')} icon={IconCode} {...mark('code')} />
        <ToolButton
          label={t('tools.link')}
          icon={IconLink}
          {...mark('link')}
          onClick={dialogs.editLink}
        />
      </div>
      <div className={classes.group}>
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
      </div>
      <div className={classes.group}>
        <ToolMenu label={t('tools.add')} caption={t('tools.add')} choices={add} />
        {state.isInTable && (
          <ToolMenu label={t('tools.table')} caption={t('tools.table')} choices={table} />
        )}
        {state.callout !== null && (
          <ToolMenu label={t('tools.callout')} caption={t('tools.callout')} choices={callouts} />
        )}
        {state.isPicture && <PictureTools describe={dialogs.describePicture} />}
      </div>
      <div className={classes.group} data-end>
        <ToolButton
          label={t('tools.undo')}
          icon={IconArrowBackUp}
          isOff={!undo.canUndo}
          onClick={() => chain().undo().run()}
        />
        <ToolButton
          label={t('tools.redo')}
          icon={IconArrowForwardUp}
          isOff={!undo.canRedo}
          onClick={() => chain().redo().run()}
        />
      </div>
    </div>
  );
}
