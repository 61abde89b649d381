const HEX_COLOR = /^#[0-9a-f]{6}$/i;
const FALLBACK_COLOR = '#66707f';
/** Where dark and light text read equally well (WCAG relative luminance). */
const EVEN_LUMINANCE = 0.179;

/** The colour of a manifest, or grey: nothing else from an add-in may reach a style. */
export function safeColor(color: string): string {
  return HEX_COLOR.test(color) ? color : FALLBACK_COLOR;
}

/** Black or white, whichever reads better on a `#rrggbb` colour. */
export function inkOn(color: string): string {
  return luminance(color) > EVEN_LUMINANCE ? '#10131a' : '#ffffff';
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
