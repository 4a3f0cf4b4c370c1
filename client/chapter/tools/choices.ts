/** The menus of the toolbar: what stands in them and what each entry does. */
import {
  type Icon,
  IconAlertTriangle,
  IconBlockquote,
  IconBulb,
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconForms,
  IconInfoCircle,
  IconMapPin,
  IconNote,
  IconPhoto,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconSeparator,
  IconSourceCode,
  IconSuperscript,
  IconTable,
  IconTableMinus,
  IconTableRow,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import { CALLOUT_KINDS, type CalloutKind } from '#shared/content/content.ts';
import type { Dialogs } from './dialogs.ts';
import { insertFootnote, insertTable, setCallout } from './insert.ts';
import type { Choice } from './tool-menu.tsx';

import type { BlockKind, WritingState } from './writing-state.ts';

const HEADINGS = [
  { kind: 'heading1', level: 1 },
  { kind: 'heading2', level: 2 },
  { kind: 'heading3', level: 3 },
  { kind: 'heading4', level: 4 },
] as const satisfies readonly { kind: BlockKind; level: number }[];

/** Text, headings and code: what the block at the cursor is. */
export function useKindChoices(editor: Editor, state: WritingState): readonly Choice[] {
  const { t } = useTranslation('chapter');
  const choice = (kind: BlockKind, run: () => void): Choice => ({
    key: kind,
    label: t(`kind.${kind}`),
    isOn: state.kind === kind,
    run,
  });
  return [
    choice('text', () => editor.chain().focus().setParagraph().run()),
    ...HEADINGS.map(({ kind, level }) =>
      choice(kind, () => editor.chain().focus().setHeading({ level }).run()),
    ),
    choice('code', () => editor.chain().focus().setCodeBlock().run()),
  ];
}

/** What can be put into the text. */
export function useAddChoices(editor: Editor, dialogs: Dialogs): readonly Choice[] {
  const { t } = useTranslation('chapter');
  const choice = (key: string, icon: Icon, run: () => void): Choice => ({
    key,
    icon,
    label: t(`add.${key}`),
    run,
  });
  const chain = () => editor.chain().focus();
  return [
    choice('picture', IconPhoto, dialogs.addPicture),
    choice('table', IconTable, () => insertTable(editor)),
    choice('callout', IconNote, () => setCallout(editor, 'note')),
    choice('footnote', IconSuperscript, () => insertFootnote(editor, t('footnote.placeholder'))),
    choice('fact', IconMapPin, dialogs.addFact),
    choice('code', IconSourceCode, () => chain().setCodeBlock().run()),
    choice('divider', IconSeparator, () => chain().setHorizontalRule().run()),
  ];
}

const CALLOUT_SIGNS: Readonly<Record<CalloutKind, Icon>> = {
  note: IconInfoCircle,
  tip: IconBulb,
  warning: IconAlertTriangle,
  adapt: IconForms,
};

/** The kinds of the callout around the cursor, and its end. */
export function useCalloutChoices(editor: Editor, state: WritingState): readonly Choice[] {
  const { t } = useTranslation('chapter');
  const kinds = CALLOUT_KINDS.map(
    (kind): Choice => ({
      key: kind,
      label: t(`callout.${kind}`),
      icon: CALLOUT_SIGNS[kind],
      isOn: state.callout === kind,
      run: () => setCallout(editor, kind),
    }),
  );
  const plain: Choice = {
    key: 'none',
    label: t('callout.none'),
    icon: IconBlockquote,
    isOn: false,
    isFirst: true,
    run: () => setCallout(editor, null),
  };
  return [...kinds, plain];
}

/** Rows and columns of the table around the cursor. */
export function useTableChoices(editor: Editor): readonly Choice[] {
  const { t } = useTranslation('chapter');
  const chain = () => editor.chain().focus();
  const choice = (key: string, icon: Icon, run: () => void): Choice => ({
    key,
    icon,
    label: t(`table.${key}`),
    run,
  });
  return [
    choice('rowAbove', IconRowInsertTop, () => chain().addRowBefore().run()),
    choice('rowBelow', IconRowInsertBottom, () => chain().addRowAfter().run()),
    choice('columnBefore', IconColumnInsertLeft, () => chain().addColumnBefore().run()),
    choice('columnAfter', IconColumnInsertRight, () => chain().addColumnAfter().run()),
    choice('headerRow', IconTableRow, () => chain().toggleHeaderRow().run()),
    { ...choice('removeRow', IconRowRemove, () => chain().deleteRow().run()), isFirst: true },
    choice('removeColumn', IconColumnRemove, () => chain().deleteColumn().run()),
    choice('removeTable', IconTableMinus, () => chain().deleteTable().run()),
  ];
}
