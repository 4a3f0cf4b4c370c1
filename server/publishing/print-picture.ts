import type { ImageJson } from '#shared/content/content.ts';
import { type PrintContext, type PrintPicture, printed } from './print-context.ts';
import { inlineText, isBlank, printInline } from './print-inline.ts';
import type { PrintBlock, PrintInline } from './print-types.ts';

/** The room on a page, in millimetres; the template's margins leave as much. */
const TEXT_WIDTH = 126;
const TALLEST = 170;
/** Fewer pixels to the millimetre look soft in print: 150 dots to the inch. */
const PIXELS_PER_MILLIMETRE = 5.9;

function printedWidth(picture: PrintPicture, percent: number | null): number {
  const wanted =
    percent === null ? picture.width / PIXELS_PER_MILLIMETRE : (TEXT_WIDTH * percent) / 100;
  const asTallAsAllowed = (TALLEST * picture.width) / Math.max(1, picture.height);
  return Math.min(wanted, TEXT_WIDTH, asTallAsAllowed);
}

/** A description is never empty: PDF/UA refuses it, and nobody is helped by silence. */
function description(
  image: ImageJson,
  {
    picture,
    caption,
  }: { readonly picture: PrintPicture; readonly caption: readonly PrintInline[] },
  context: PrintContext,
): string | null {
  if (image.attrs.decorative) return null;
  const written = image.attrs.alt.trim();
  if (written !== '') return printed(written, context);
  context.note('alt-missing');
  return inlineText(caption) || printed(picture.name, context) || 'picture';
}

/** A picture that the handbook does not have leaves its caption behind, and a note. */
export function printPicture(image: ImageJson, context: PrintContext): readonly PrintBlock[] {
  const caption = printInline(image.content, context);
  const picture = image.attrs.src === null ? undefined : context.pictures.get(image.attrs.src);
  if (!picture) {
    context.note('picture-missing');
    return isBlank(caption) ? [] : [{ kind: 'paragraph', content: caption }];
  }
  return [
    {
      kind: 'picture',
      src: picture.path,
      alt: description(image, { picture, caption }, context),
      width: printedWidth(picture, image.attrs.width),
      caption: isBlank(caption) ? [] : caption,
    },
  ];
}
