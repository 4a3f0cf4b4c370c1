import type { Editor } from '@tiptap/core';
import { useTranslation } from 'react-i18next';
import { goToBlock } from './find-block.ts';
import { outlineStep } from './headings.ts';
import classes from './outline.module.css';
import { useCurrentHeading } from './use-current-heading.ts';
import { useOutline } from './use-outline.ts';

/** The chapter's headings beside the text: where the reader is, and a way to everywhere else. */
export function Outline({ editor }: { editor: Editor }) {
  const { t } = useTranslation('chapter');
  const headings = useOutline(editor);
  const current = useCurrentHeading(editor, headings);
  if (headings.length < 2) return null;
  return (
    <nav aria-label={t('outline')} className={classes.outline}>
      <ol>
        {headings.map((heading) => (
          <li key={heading.id} data-step={outlineStep(heading, headings)}>
            <a
              href={`#${heading.id}`}
              aria-current={heading.id === current ? 'location' : undefined}
              onClick={(event) => {
                if (goToBlock(editor, heading.id)) event.preventDefault();
              }}
            >
              {heading.text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
