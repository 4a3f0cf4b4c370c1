import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** How a picture is told to those who do not see it, in the words of its attributes. */
export interface Description {
  readonly alt: string;
  readonly decorative: boolean;
}

/** Asks for a description; a picture comes into the text with one, or as one that says nothing. */
export function PictureForm({
  first,
  isReady,
  submitWords,
  submit,
  children,
}: {
  first: Description;
  /** False while the picture is still on its way. */
  isReady: boolean;
  submitWords: string;
  submit: (description: Description) => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation('chapter');
  const [alt, setAlt] = useState(first.alt);
  const [isDecorative, setDecorative] = useState(first.decorative);
  const [isChecked, setChecked] = useState(false);
  const isDescribed = isDecorative || alt.trim() !== '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isDescribed && isReady)
      submit({ alt: isDecorative ? '' : alt.trim(), decorative: isDecorative });
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        {children}
        <Textarea
          data-autofocus
          label={t('image.alt')}
          description={t('image.altHint')}
          value={isDecorative ? '' : alt}
          disabled={isDecorative}
          maxLength={1000}
          onChange={(event) => setAlt(event.currentTarget.value)}
          error={isChecked && !isDescribed ? t('image.altMissing') : null}
        />
        <Checkbox
          label={t('image.decorative')}
          checked={isDecorative}
          onChange={(event) => setDecorative(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!isReady}>
            {submitWords}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
