import type { CSSProperties } from 'react';
import { accentOf } from '#shared/emblem/emblem.ts';

/** The custom properties that colour everything inside an element in an edition's accent. */
export function accentStyle(slug: string): CSSProperties {
  const { light, dark } = accentOf(slug);
  const properties: Record<`--${string}`, string> = {
    '--accent': `light-dark(${light.accent}, ${dark.accent})`,
    '--accent-soft': `light-dark(${light.soft}, ${dark.soft})`,
    '--accent-tint': `light-dark(${light.tint}, ${dark.tint})`,
  };
  return properties;
}
