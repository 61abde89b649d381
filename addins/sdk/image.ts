import { createElement, type ReactNode, useMemo } from 'react';
import { RASTER_BYTES } from '../protocol/ui/raster.ts';
import type { Vocabulary } from '../protocol/ui/vocabulary.ts';
import { toBase64 } from './base64.ts';
import type { ComponentProps } from './component-types.ts';

export interface ImageProps extends Omit<ComponentProps<Vocabulary['Image']>, 'data' | 'children' | 'ref'> {
  /** Of a PNG, JPEG or WebP picture, at most two megabytes. */
  readonly bytes: Uint8Array;
}

/** A picture of which the add-in has the bytes. There is no way to name one by its address: that would tell a server. */
export function Image({ bytes, ...props }: ImageProps): ReactNode {
  const data = useMemo(() => encode(bytes), [bytes]);
  return createElement('Image' as never, { ...props, data });
}

function encode(bytes: Uint8Array): string {
  if (bytes.length > RASTER_BYTES) {
    throw new TypeError(`Image: the picture has ${bytes.length} bytes; ${RASTER_BYTES} is the most that is drawn.`);
  }
  return toBase64(bytes);
}
