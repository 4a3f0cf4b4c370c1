import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Version } from '../queries.ts';
import { useMoments } from '../timeline/use-moments.ts';
import { useVersionWords } from '../timeline/use-people-words.ts';
import classes from './history-page.module.css';

interface VersionBarProps {
  version: Version;
  versions: readonly Version[];
  against: number;
  mayWrite: boolean;
  isBusy: boolean;
  compareWith: (number: number) => void;
  restore: () => void;
  rename: () => void;
  copy: () => void;
}

/** Which version this is, what it is compared with, and what can be done with it. */
export function VersionBar(props: VersionBarProps) {
  const { version, versions, against, mayWrite, isBusy } = props;
  const { t } = useTranslation('history');
  const words = useVersionWords();
  const momentOf = useMoments(versions, { with: 'day' });
  const newest = versions[0]?.number ?? version.number;
  const options = [
    { value: '0', label: t('against.nothing') },
    ...versions
      .filter(({ number }) => number !== version.number)
      .map((other) => ({
        value: String(other.number),
        label: [other.name, momentOf(other), words.people(other)]
          .filter((part) => part !== '')
          .join(' · '),
      })),
  ];
  return (
    <header className={classes.bar}>
      <div className={classes.which}>
        <h2>{version.name || momentOf(version)}</h2>
        <p>
          {[
            version.name === '' ? '' : momentOf(version),
            words.people(version),
            t('wordCount', { count: version.wordCount }),
            version.number === newest ? t('newest') : '',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      <div className={classes.deeds}>
        {mayWrite && version.number !== newest && (
          <Button onClick={props.restore} loading={isBusy}>
            {t('restore')}
          </Button>
        )}
        {mayWrite && (
          <Button variant="default" onClick={props.rename}>
            {t(version.name === '' ? 'name.open' : 'name.change')}
          </Button>
        )}
        <Button variant="default" onClick={props.copy}>
          {t('copy')}
        </Button>
      </div>
      {options.length > 1 && (
        <NativeSelect
          data-screen-only
          label={t('against.label')}
          value={String(against)}
          onChange={(event) => props.compareWith(Number(event.currentTarget.value))}
          data={options}
        />
      )}
    </header>
  );
}
