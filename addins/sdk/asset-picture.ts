import { useEffect, useState } from 'react';
import type { Host } from './host.ts';
import { encodePicture, NO_PICTURE, NOT_YET } from './picture.ts';

/** What was read of each host's package already: a picture that is shown twice is read and encoded once. */
const known = new WeakMap<Host, Map<string, Promise<string>>>();

/**
 * The picture of a file in the package, in base64: nothing to be seen until it is read. One that cannot be had becomes what
 * the window shows in place of a broken picture, with its `alt`, and the log says why.
 */
export function useAssetPicture(host: Host, path: string): string {
  const [picture, setPicture] = useState({ path, data: NOT_YET });
  useEffect(() => {
    let isWanted = true;
    const show = (data: string) => {
      if (isWanted) setPicture({ path, data });
    };
    pictureOf(host, path).then(show, (error: unknown) => {
      host.log.error(`Image: ${error instanceof Error ? error.message : String(error)}`);
      show(NO_PICTURE);
    });
    return () => {
      isWanted = false;
    };
  }, [host, path]);
  return picture.path === path ? picture.data : NOT_YET;
}

function pictureOf(host: Host, path: string): Promise<string> {
  const pictures = known.get(host) ?? new Map<string, Promise<string>>();
  known.set(host, pictures);
  let picture = pictures.get(path);
  if (!picture) {
    picture = host.assets.read(path).then((bytes) => encodePicture(bytes, path));
    pictures.set(path, picture);
    // The next one that wants it tries again.
    picture.catch(() => pictures.delete(path));
  }
  return picture;
}
