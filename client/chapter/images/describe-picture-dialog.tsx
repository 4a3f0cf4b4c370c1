import { Modal } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PictureForm } from './picture-form.tsx';

/** Changes the description of the picture at the cursor. */
export function DescribePictureDialog({ editor, close }: { editor: Editor; close: () => void }) {
  const { t } = useTranslation(['chapter', 'common']);
  const [first] = useState(() => {
    const { alt, decorative } = editor.getAttributes('image');
    return { alt: typeof alt === 'string' ? alt : '', decorative: decorative === true };
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('image.describe')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <PictureForm
        first={first}
        isReady
        submitWords={t('image.keep')}
        submit={(description) => {
          editor
            .chain()
            .focus()
            .updateAttributes('image', { ...description })
            .run();
          close();
        }}
      />
    </Modal>
  );
}
