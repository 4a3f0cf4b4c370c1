import { IconCheck, IconCloudOff, IconEye, IconPencilExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { never } from '#shared/errors.ts';
import classes from './save-state.module.css';
import { type Saving, savingWords } from './saving.ts';

/** Where one's words are, in words; read out when it changes. */
export function SaveState({ saving }: { saving: Saving }) {
  const { t } = useTranslation('chapter');
  const { key, isUrgent } = savingWords(saving);
  const Sign = signOf(saving.kind);
  return (
    <span role="status" className={classes.state} data-urgent={isUrgent} data-kind={saving.kind}>
      {Sign !== undefined && <Sign size={17} stroke={1.75} aria-hidden="true" />}
      <span>{t(key)}</span>
    </span>
  );
}

function signOf(kind: Saving['kind']) {
  switch (kind) {
    case 'saved':
      return IconCheck;
    case 'read-only':
      return IconEye;
    case 'offline':
    case 'offline-kept':
      return IconCloudOff;
    case 'unsaved':
    case 'refused':
      return IconPencilExclamation;
    case 'opening':
    case 'saving':
      return undefined;
    default:
      return never(kind);
  }
}
