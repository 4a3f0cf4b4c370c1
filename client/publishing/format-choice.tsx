import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#client/api/api.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import classes from './format-choice.module.css';
import { type ExportFormat, exportsQuery } from './queries.ts';

const FORMATS = ['pdf', 'markdown', 'zip'] as const satisfies readonly ExportFormat[];

/** What an edition can become, with a sentence on what each is good for. */
export function FormatChoice({ editionId }: { editionId: string }) {
  const { t } = useTranslation('publishing');
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: (format: ExportFormat) => api.exports.start({ editionId, format }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: exportsQuery(editionId).queryKey }),
  });
  return (
    <>
      <ul className={classes.formats}>
        {FORMATS.map((format) => (
          <li key={format}>
            <div className={classes.words}>
              <strong>{t(`format.${format}.name`)}</strong>
              <span>{t(`format.${format}.sentence`)}</span>
            </div>
            <Button
              variant={format === 'pdf' ? 'filled' : 'default'}
              size="compact-sm"
              disabled={start.isPending}
              onClick={() => start.mutate(format)}
            >
              {t(`format.${format}.make`)}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorNote error={start.error} />
    </>
  );
}
