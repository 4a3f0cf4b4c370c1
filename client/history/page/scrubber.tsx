import { useTranslation } from 'react-i18next';
import type { Version } from '../queries.ts';
import { useMoments } from '../timeline/use-moments.ts';
import { useVersionWords } from '../timeline/use-people-words.ts';
import classes from './history-page.module.css';

/** A slider over all versions, oldest first, for those who look for “some time last week”. */
export function Scrubber({
  versions,
  shown,
  show,
}: {
  versions: readonly Version[];
  shown: number;
  show: (number: number) => void;
}) {
  const { t } = useTranslation('history');
  const words = useVersionWords();
  const newest = versions[0]?.number ?? 1;
  const version = versions.find(({ number }) => number === shown);
  const momentOf = useMoments(versions, { with: 'day' });
  if (newest < 3) return null;
  return (
    <input
      type="range"
      className={classes.scrubber}
      aria-label={t('scrubber')}
      aria-valuetext={
        version === undefined ? undefined : `${momentOf(version)}, ${words.people(version)}`
      }
      min={1}
      max={newest}
      value={shown}
      onChange={(event) => show(Number(event.currentTarget.value))}
    />
  );
}
