import { createElement, type ReactNode, useMemo } from 'react';
import type { Vocabulary } from '../protocol/ui/vocabulary.ts';
import { useAssetPicture } from './asset-picture.ts';
import type { ComponentProps } from './component-types.ts';
import { useHost } from './hooks.ts';
import { encodePicture } from './picture.ts';

type Common = Omit<ComponentProps<Vocabulary['Image']>, 'data' | 'children' | 'ref'>;

export type ImageProps = Common &
  (
    | {
        /** Of a PNG, JPEG or WebP picture, at most two megabytes. */
        readonly bytes: Uint8Array;
        readonly asset?: never;
      }
    | {
        /** A picture of the package by its path there: "assets/logo.png". */
        readonly asset: string;
        readonly bytes?: never;
      }
  );

/** A picture of which the add-in has the bytes. There is no way to name one by its address: that would tell a server. */
export function Image({ bytes, asset, ...props }: ImageProps): ReactNode {
  if (asset !== undefined) return createElement(AssetImage, { asset, ...props });
  return createElement(BytesImage, { bytes, ...props });
}

function BytesImage({ bytes, ...props }: Common & { bytes: Uint8Array }): ReactNode {
  const data = useMemo(() => encodePicture(bytes), [bytes]);
  return createElement('Image' as never, { ...props, data });
}

function AssetImage({ asset, ...props }: Common & { asset: string }): ReactNode {
  return createElement('Image' as never, { ...props, data: useAssetPicture(useHost(), asset) });
}
