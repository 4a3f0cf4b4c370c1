/**
 * An edition's colour and emblem, drawn from its slug and nothing else: the same on cards, page
 * heads, favicon, PDF and EPUB cover.
 */
export { type Accent, accentOf, CORE_SLUG, GROUND, type Scheme, type Tones } from './accent.ts';
export { contrast } from './contrast.ts';
export type { HexColour } from './oklch.ts';
export { emblemShapes, FIELD, type Shape } from './shapes.ts';
export { emblemPaths, emblemSvg } from './svg.ts';
