import { IconBookmarkFilled } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Version } from '../queries.ts';
import { type Day, groupVersions, type Stretch } from './group-versions.ts';
import classes from './timeline.module.css';
import { useMoments } from './use-moments.ts';
import { useVersionWords } from './use-people-words.ts';

interface TimelineProps {
  versions: readonly Version[];
  /** The number of the version that is shown. */
  shown: number;
  /** Versions up to this number were there at the last visit; undefined on the first. */
  seen: number | undefined;
  show: (number: number) => void;
}

/** A chapter's versions by day and people. The arrow keys step from one to the next. */
export function Timeline({ versions, shown, seen, show }: TimelineProps) {
  const { i18n } = useTranslation('history');
  const list = useRef<HTMLDivElement>(null);
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full' });
  const step = (event: KeyboardEvent) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const next = versions[versions.findIndex(({ number }) => number === shown) + way];
    if (next !== undefined) show(next.number);
  };
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`[data-version="${shown}"]`);
    // Only while somebody steps through the list: choosing elsewhere must not steal the focus.
    if (list.current?.contains(document.activeElement)) current?.focus({ preventScroll: true });
    current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys are the buttons' inside.
    <div ref={list} onKeyDown={step} className={classes.timeline}>
      {groupVersions(versions).map((day) => (
        <section key={day.at} aria-label={date.format(day.at)}>
          <h3 className={classes.day}>{date.format(day.at)}</h3>
          <ol className={classes.stretches}>
            <DayRows day={day} shown={shown} seen={seen} show={show} />
          </ol>
        </section>
      ))}
    </div>
  );
}

function DayRows({ day, seen, ...props }: { day: Day } & Omit<TimelineProps, 'versions'>) {
  const { t } = useTranslation('history');
  const momentOf = useMoments(
    day.stretches.flatMap(({ versions }) => versions),
    { with: 'time alone' },
  );
  return day.stretches.map((stretch) => (
    <li key={stretch.versions[0].number}>
      <StretchRow stretch={stretch} momentOf={momentOf} {...props} />
      {seen !== undefined && stretch.versions.some(({ number }) => number === seen + 1) && (
        <p className={classes.seen}>{t('seen')}</p>
      )}
    </li>
  ));
}

interface StretchProps {
  stretch: Stretch;
  momentOf: (version: Version) => string;
  shown: number;
  show: (number: number) => void;
}

function StretchRow({ stretch, momentOf, shown, show }: StretchProps) {
  const { t } = useTranslation('history');
  const words = useVersionWords();
  const [isUnfolded, setUnfolded] = useState(false);
  const { versions } = stretch;
  const [newest] = versions;
  const oldest = versions.at(-1) ?? newest;
  if (versions.length === 1) {
    return <VersionButton version={newest} when={momentOf(newest)} shown={shown} show={show} />;
  }
  const isOpen = isUnfolded || versions.some(({ number }) => number === shown);
  return (
    <>
      <button
        type="button"
        className={classes.stretch}
        aria-expanded={isOpen}
        onClick={() => {
          setUnfolded(!isOpen);
          if (!isOpen) show(newest.number);
        }}
      >
        <span className={classes.people}>{words.people(newest)}</span>
        <span className={classes.when}>
          {t('stretch', {
            from: words.time(oldest.at),
            to: words.time(newest.at),
            count: versions.length,
          })}
        </span>
      </button>
      {isOpen && (
        <ol className={classes.inner}>
          {versions.map((version) => (
            <li key={version.number}>
              <VersionButton version={version} when={momentOf(version)} shown={shown} show={show} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function VersionButton({
  version,
  when,
  shown,
  show,
}: {
  version: Version;
  when: string;
  shown: number;
  show: (number: number) => void;
}) {
  const words = useVersionWords();
  const { number, name } = version;
  const reason = words.reason(version);
  return (
    <button
      type="button"
      className={classes.version}
      data-version={number}
      data-named={name !== ''}
      aria-current={number === shown ? 'true' : undefined}
      onClick={() => show(number)}
    >
      {name !== '' && (
        <span className={classes.name}>
          <IconBookmarkFilled size={14} aria-hidden="true" />
          {name}
        </span>
      )}
      <span className={classes.people}>{words.people(version)}</span>
      <span className={classes.when}>
        {[when, reason].filter((part) => part !== '').join(' · ')}
      </span>
    </button>
  );
}
