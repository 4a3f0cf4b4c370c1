import type { ImageJson } from '../content/content.ts';

type Attrs = Pick<ImageJson['attrs'], 'width' | 'decorative'>;

const ATTRIBUTES = /^\{(?:width=([1-9]\d{1,2}))?( ?decorative)?\}/;

/** What stands in braces directly behind a picture, or undefined when that is something else. */
export function pictureAttributes(
  text: string,
): { readonly attrs: Attrs; readonly length: number } | undefined {
  const match = ATTRIBUTES.exec(text);
  if (match === null || match[0] === '{}') return undefined;
  const width = match[1] === undefined ? null : Number(match[1]);
  if (width !== null && (width < 10 || width > 100)) return undefined;
  return { attrs: { width, decorative: match[2] !== undefined }, length: match[0].length };
}

/** The same in writing; '' when there is nothing to say. */
export function printPictureAttributes({ width, decorative }: Attrs): string {
  const parts = [
    ...(width === null ? [] : [`width=${width}`]),
    ...(decorative ? ['decorative'] : []),
  ];
  return parts.length === 0 ? '' : `{${parts.join(' ')}}`;
}
