import { IconPhotoEdit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToolButton } from './tool-button.tsx';

/** Shown while the cursor is in a picture's caption or the picture is selected. */
export function PictureTools({ describe }: { describe: () => void }) {
  const { t } = useTranslation('chapter');
  return <ToolButton label={t('tools.describePicture')} icon={IconPhotoEdit} onClick={describe} />;
}
