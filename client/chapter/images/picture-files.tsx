import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { PICTURE_TYPES, type TakePictures } from './incoming-pictures.ts';

/** The field, never seen, that lets somebody choose pictures from this device when it is clicked. */
export function PictureFiles({ ref, take }: { ref: Ref<HTMLInputElement>; take: TakePictures }) {
  const { t } = useTranslation('chapter');
  return (
    <input
      ref={ref}
      type="file"
      accept={PICTURE_TYPES.join(',')}
      multiple
      hidden
      aria-label={t('add.picture')}
      onChange={({ currentTarget }) => {
        const chosen = [...(currentTarget.files ?? [])];
        // So that the same picture can be chosen once more.
        currentTarget.value = '';
        if (chosen.length > 0) take(chosen);
      }}
    />
  );
}
