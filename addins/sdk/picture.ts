import { BulkheadError } from '../protocol/errors.ts';
import { RASTER_BYTES } from '../protocol/ui/raster.ts';
import { toBase64 } from './base64.ts';

/** One point that cannot be seen, as PNG: stands where a picture is on its way. */
export const NOT_YET = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=';
/** The first bytes of a PNG and nothing else: the window shows what it shows for every picture that is broken. */
export const NO_PICTURE = 'iVBORw0KGgo=';

/** Throws E_OVERLOAD, with the limit and what to do, for more bytes than the window draws. */
export function encodePicture(bytes: Uint8Array, name = 'the picture'): string {
  if (bytes.length > RASTER_BYTES) {
    throw new BulkheadError('E_OVERLOAD', {
      message: `${name} has ${bytes.length} bytes; a picture may have ${RASTER_BYTES}. Make it smaller, or save it as JPEG or WebP.`,
      detail: { size: bytes.length, limit: RASTER_BYTES },
    });
  }
  return toBase64(bytes);
}
