import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddChoices, useCalloutChoices, useKindChoices, useTableChoices } from './choices.ts';
import type { Dialogs } from './dialogs.ts';
import { ListTools } from './list-tools.tsx';
import { MarkTools } from './mark-tools.tsx';
import { PictureTools } from './picture-tools.tsx';
import { ToolMenu } from './tool-menu.tsx';
import classes from './toolbar.module.css';
import { UndoTools } from './undo-tools.tsx';
import { useRoving } from './use-roving.ts';
import { writingState } from './writing-state.ts';

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
  const roving = useRoving(bar, () => editor.view.focus());
  const state = useEditorState({ editor, selector: ({ editor }) => writingState(editor.state) });
  const kinds = useKindChoices(editor, state);
  const add = useAddChoices(editor, dialogs);
  const callouts = useCalloutChoices(editor, state);
  const table = useTableChoices(editor);
  useImperativeHandle(ref, () => ({
    focus: () => bar.current?.querySelector<HTMLElement>('[data-stop="true"]')?.focus(),
  }));

  const kind = kinds.find((choice) => choice.isOn === true);
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
        <MarkTools editor={editor} state={state} editLink={dialogs.editLink} />
      </div>
      <div className={classes.group}>
        <ListTools editor={editor} state={state} />
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
        <UndoTools editor={editor} />
      </div>
    </div>
  );
}
