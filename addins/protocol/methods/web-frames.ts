import { z } from 'zod';
import { PERSON_DEADLINE } from '../limits.ts';
import { method, nothing } from '../method.ts';

/** Longer paths are in no package. */
const PATH_CHARACTERS = 240;
const ADDRESS_CHARACTERS = 1_000;

export const webFrameMethods = {
  /**
   * An address under which the window may show this page of the caller's package, until it is closed, the permission goes
   * or the generation ends. Throws E_UNSAFE_PATH, E_NOT_FOUND, E_OVERLOAD. The person may be asked first.
   */
  'webFrames.open': method(
    z.tuple([z.string().min(1).max(PATH_CHARACTERS)]),
    z.strictObject({ address: z.string().max(ADDRESS_CHARACTERS) }),
    { permission: 'ui.webframe', deadline: PERSON_DEADLINE },
  ),
  'webFrames.close': method(z.tuple([z.string().max(ADDRESS_CHARACTERS)]), nothing, { permission: 'ui.webframe' }),
} as const;
