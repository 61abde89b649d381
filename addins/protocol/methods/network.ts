import { z } from 'zod';
import { PERSON_DEADLINE } from '../limits.ts';
import { bytes, method } from '../method.ts';

const headers = z.record(z.string().max(100), z.string().max(4_000));

export const networkMethods = {
  /**
   * One request to an origin the grant names. No cookies, no redirects to other origins, at most 8 MB back.
   * The request itself may take 30 s; the deadline is longer, because the person may be asked first.
   */
  'net.fetch': method(
    z.tuple([
      z.strictObject({
        url: z.string().max(2_048),
        method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
        headers: headers.default({}),
        body: z.string().max(1_048_576).optional(),
      }),
    ]),
    z.strictObject({ status: z.int(), headers, body: bytes }),
    { permission: 'net.fetch', deadline: PERSON_DEADLINE },
  ),
} as const;
