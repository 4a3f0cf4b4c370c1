import { Textarea, TextInput } from '@mantine/core';
import type { FactValue } from '#client/api/api.ts';

/** How a short fact is typed. Numbers are texts, too: “7”, “7 to 12” and “40 000 €” are all answers. */
const SHORT = {
  number: { type: 'text', inputMode: 'decimal' },
  money: { type: 'text', inputMode: 'decimal' },
  date: { type: 'date' },
  link: { type: 'url', placeholder: 'https://' },
} as const satisfies Partial<Record<FactValue['type'], object>>;

/** The value of a fact, typed as its type asks for. Words stand in a sentence, so they stay one line. */
export function ValueField({
  type,
  label,
  value,
  change,
}: {
  type: FactValue['type'];
  label: string;
  value: string;
  change: (value: string) => void;
}) {
  if (type === 'text' || type === 'contact') {
    return (
      <Textarea
        minRows={1}
        aria-label={label}
        value={value}
        onChange={(event) => change(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
      />
    );
  }
  return (
    <TextInput
      {...SHORT[type]}
      aria-label={label}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
