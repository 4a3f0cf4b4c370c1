import { Modal, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '#client/ui/ui.ts';
import { type Description, PictureForm } from './picture-form.tsx';
import classes from './pictures.module.css';
import { useUpload } from './use-upload.ts';

/** One picture on its way into the text: it is sent while its description is written. */
export function AddPictureDialog({
  file,
  handbookId,
  add,
  close,
}: {
  file: File;
  handbookId: string;
  add: (picture: Description & { readonly src: string }) => void;
  close: () => void;
}) {
  const { t } = useTranslation(['chapter', 'common']);
  const upload = useUpload(handbookId, file);
  const preview = usePreview(file);
  return (
    <Modal
      opened
      onClose={close}
      title={t('image.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <PictureForm
        first={{ alt: '', decorative: false }}
        isReady={upload.kind === 'sent'}
        submitWords={t('image.add')}
        submit={(description) => {
          if (upload.kind === 'sent') add({ ...description, src: upload.src });
        }}
      >
        {preview !== undefined && <img src={preview} alt="" className={classes.preview} />}
        {upload.kind === 'sending' && (
          <div>
            <Progress
              value={upload.sent * 100}
              size="sm"
              color="var(--accent)"
              aria-label={t('image.sending', { name: file.name })}
            />
            <p className={classes.sending}>
              {t('image.sendingPart', { part: Math.round(upload.sent * 100) })}
            </p>
          </div>
        )}
        {upload.kind === 'failed' && <ErrorNote error={upload.error} again={upload.again} />}
      </PictureForm>
    </Modal>
  );
}

/** The file itself, shown before the server has it. */
function usePreview(file: File): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
