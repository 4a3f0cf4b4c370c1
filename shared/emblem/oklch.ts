/**
 * OKLCH to sRGB: a colour space in which equal lightness looks equally light at every hue, so that
 * contrast can be promised once for all cities.
 */

/** `#rrggbb` in small letters. */
export type HexColour = `#${string}`;

export interface Oklch {
  /** 0 black to 1 white. */
  readonly lightness: number;
  /** 0 grey; sRGB ends at about 0.1 to 0.3, depending on hue and lightness. */
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
}

type Rgb = readonly [red: number, green: number, blue: number];

function linearRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function isInSrgb(rgb: Rgb): boolean {
  return rgb.every((channel) => channel >= -0.0001 && channel <= 1.0001);
}

function hexOf(rgb: Rgb): HexColour {
  const digits = rgb.map((channel) => {
    const bounded = Math.min(1, Math.max(0, channel));
    const encoded = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

/** The nearest colour a screen and a printer know: lightness and hue kept, chroma lowered if need be. */
export function toHex(colour: Oklch): HexColour {
  for (let chroma = colour.chroma; chroma > 0; chroma -= 0.002) {
    const rgb = linearRgb({ ...colour, chroma });
    if (isInSrgb(rgb)) return hexOf(rgb);
  }
  return hexOf(linearRgb({ ...colour, chroma: 0 }));
}
