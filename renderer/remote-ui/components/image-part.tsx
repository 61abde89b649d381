import { type ReactNode, useEffect, useState } from 'react';
import { rasterKindOf } from '../../../addins/protocol/ui/raster.ts';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { isDrawable } from '../raster-size.ts';
import { Icon } from './icon.tsx';
import './image-part.css';

/** A picture from bytes that the add-in sent: nothing is loaded, so nobody learns that it was looked at. */
export function ImagePart({ node }: PartProps): ReactNode {
  const { data, alt, width, height, fit } = propsOf<'Image'>(node);
  const [isBroken, setBroken] = useState(false);
  const source = usePictureAddress(data, setBroken);
  const size = { width, height };
  if (isBroken) {
    return (
      <span className="rv-image-broken" role="img" aria-label={alt} style={size}>
        <Icon name="image" />
        <span aria-hidden="true">{alt}</span>
      </span>
    );
  }
  return (
    <img
      className="rv-image"
      src={source}
      alt={alt}
      data-fit={fit}
      style={size}
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

/** An address inside this window for the bytes, given back when they are not shown any more. */
function usePictureAddress(data: string, setBroken: (isBroken: boolean) => void): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const type = rasterKindOf(data);
    const bytes = bytesOf(data);
    const canDraw = type !== undefined && isDrawable(bytes);
    setBroken(!canDraw);
    if (!canDraw) return undefined;
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data, setBroken]);
  return address;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
