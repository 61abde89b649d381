import type { FuzzTarget } from './fuzz-target.ts';
import { createAddinTarget } from './targets/addin-target.ts';
import { createHostTarget } from './targets/host-target.ts';
import { createObjectsTarget } from './targets/objects-target.ts';
import { createViewTarget } from './targets/view-target.ts';
import { createWindowTarget } from './targets/window-target.ts';

/** Every end of every port there is, in this process. */
export function createTargets(): Promise<FuzzTarget[]> {
  return Promise.all([
    createHostTarget(),
    createWindowTarget(),
    createAddinTarget(),
    createViewTarget(),
    createObjectsTarget(),
  ]);
}
