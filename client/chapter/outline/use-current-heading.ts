import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { findBlock } from './find-block.ts';
import type { OutlineHeading } from './headings.ts';

/** A heading is the current one once it is this far from the window's top, in pixels. */
const READING_LINE = 160;

/** The heading under which the reader is now; undefined above the first. */
export function useCurrentHeading(
  editor: Editor,
  headings: readonly OutlineHeading[],
): string | undefined {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const passed = headings.filter(({ id }) => {
        const top = findBlock(editor, id)?.getBoundingClientRect().top;
        return top !== undefined && top <= READING_LINE;
      });
      setCurrent(passed.at(-1)?.id);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    onScroll();
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('resize', onScroll, { passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll);
      window.removeEventListener('resize', onScroll);
      cancelAnimationFrame(frame);
    };
  }, [editor, headings]);
  return current;
}
