import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { slugOf } from '#shared/slug.ts';

/** The last piece of a page's address: what is typed becomes small letters, digits and hyphens. */
export function AddressField({
  label,
  before,
  slug,
  change,
  error,
}: {
  label: string;
  /** The address up to this piece. */
  before: string;
  slug: string;
  change: (slug: string) => void;
  error: ReactNode;
}) {
  return (
    <TextInput
      label={label}
      description={`${before}${slug}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required
      spellCheck={false}
      autoComplete="off"
      maxLength={60}
      value={slug}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        // A hyphen at the end is on its way to something: it goes when the field is left.
        change(slugOf(typed) + (/[-\s]$/.test(typed) && slugOf(typed) !== '' ? '-' : ''));
      }}
      onBlur={() => change(slugOf(slug))}
      error={error}
    />
  );
}
