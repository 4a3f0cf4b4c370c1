import { useTranslation } from 'react-i18next';
import classes from './save-state.module.css';

/** Where what somebody typed is right now. */
export type Saving = 'untouched' | 'unsaved' | 'saving' | 'saved' | 'failed';

/** The same in words, never by colour alone; read out when it changes. */
export function SaveState({ state }: { state: Saving }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={classes.state} data-state={state}>
      {state === 'untouched' ? '' : t(`saving.${state}`)}
    </span>
  );
}
