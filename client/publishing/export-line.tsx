import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#client/api/api.ts';
import { putOnClipboard } from '#client/lib/put-on-clipboard.ts';
import { timeAgo } from '#client/lib/words-of.ts';
import { ErrorNote, showToast } from '#client/ui/ui.ts';
import classes from './export-line.module.css';
import { fileSize } from './file-size.ts';
import { type Export, exportsQuery, isUnderWay } from './queries.ts';
import { lookCount, Report } from './report.tsx';

/** How far an export is. It goes on when this page is left. */
function Making({ row }: { row: Export }) {
  const { t } = useTranslation('publishing');
  const step = t(`step.${row.step}`, { defaultValue: t('step.running') });
  return (
    <div className={classes.making}>
      <Progress
        color="var(--accent)"
        value={Math.max(4, row.progress * 100)}
        aria-label={step}
        size="sm"
      />
      <p aria-live="polite">{step}</p>
    </div>
  );
}

/** The link that can be passed on: copied, or withdrawn for everyone who has it. */
function Link({ row, link }: { row: Export; link: string }) {
  const { t } = useTranslation(['publishing', 'common']);
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isWritten, setWritten] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => api.exports.withdraw({ exportId: row.id }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: exportsQuery(row.editionId).queryKey });
      showToast(t('link.withdrawn'));
    },
  });
  const address = new URL(link, window.location.origin).href;
  const copy = () => {
    if (putOnClipboard({ text: address })) showToast(t('link.copied'));
    else setWritten(true);
  };
  if (isAsking)
    return (
      <div className={classes.question}>
        <p>{t('link.ask')}</p>
        <Button size="compact-sm" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('link.withdraw')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
          {t('common:cancel')}
        </Button>
        <ErrorNote error={withdraw.error} />
      </div>
    );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={copy}>
        {t('link.copy')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
        {t('link.withdraw')}
      </Button>
      {isWritten && (
        <TextInput
          className={classes.address}
          size="sm"
          label={t('link.written')}
          readOnly
          autoFocus
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  );
}

/** A finished file: download it, pass it on, and what it says of itself. */
function Finished({ row }: { row: Export }) {
  const { t } = useTranslation('publishing');
  const looks = lookCount(row.report);
  return (
    <>
      <div className={classes.actions}>
        <Button component="a" size="compact-sm" href={`/exports/${row.id}/file`} download>
          {t('download')}
        </Button>
        {row.link !== null && <Link row={row} link={row.link} />}
      </div>
      {row.report.length > 0 && (
        <details className={classes.report}>
          <summary>
            {looks > 0 ? t('report.summaryLook', { count: looks }) : t('report.summary')}
          </summary>
          <Report lines={row.report} />
        </details>
      )}
    </>
  );
}

/** One export in an edition's list, from being asked for to its file. */
export function ExportLine({ row }: { row: Export }) {
  const { t, i18n } = useTranslation('publishing');
  const about = [
    row.byteCount === null ? '' : fileSize(row.byteCount, i18n.language),
    timeAgo(row.finishedAt ?? row.createdAt, Date.now(), i18n.language),
    row.requestedBy,
  ].filter((words) => words !== '');
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        <strong>{t(`format.${row.format}.name`)}</strong>
        <span>{about.join(' · ')}</span>
      </div>
      {isUnderWay(row) && <Making row={row} />}
      {row.state === 'failed' && <Report lines={row.report} />}
      {row.state === 'done' && <Finished row={row} />}
    </li>
  );
}
