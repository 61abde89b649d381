import type { PropType } from './prop-types.ts';

/** Bytes of one picture: enough for a photograph on a whole screen. */
export const RASTER_BYTES = 2 * 1024 * 1024;
/** Characters of the same in base64: the longest text that one property holds. */
export const RASTER_CHARACTERS = Math.ceil(RASTER_BYTES / 3) * 4;

export type RasterKind = 'image/png' | 'image/jpeg' | 'image/webp';

/** "RIFF", four bytes of length, "WEBP", in base64. */
const WEBP = /^UklGR[A-Za-z0-9+/]{5}[BFJNRVZdhlptx159]XRUJQ/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * What the first bytes say a picture is. Only pictures made of points: a drawing made of text (SVG) could name other
 * files and run code.
 */
export function rasterKindOf(base64: string): RasterKind | undefined {
  if (base64.startsWith('iVBORw0KGgo')) return 'image/png';
  if (base64.startsWith('/9j/')) return 'image/jpeg';
  return WEBP.test(base64) ? 'image/webp' : undefined;
}

/** The bytes of a picture in base64: text crosses every transport in one piece and is checked without running anything. */
export function raster(): PropType<string> {
  return {
    accepts: (value): value is string =>
      typeof value === 'string' &&
      value.length <= RASTER_CHARACTERS &&
      value.length % 4 === 0 &&
      rasterKindOf(value) !== undefined &&
      BASE64.test(value),
    form: `bytes of a PNG, JPEG or WebP picture in base64, at most ${RASTER_BYTES} bytes`,
  };
}
