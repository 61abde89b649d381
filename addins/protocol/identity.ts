import { BulkheadError } from './errors.ts';

/** `reader`, `acme.reader`: ASCII, so that two names that look alike are alike. */
export const NAME_PATTERN = /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;
export const NAME_LENGTH = 128;
/** `1.2.3` or `1.2.3-beta.1`. */
export const VERSION_PATTERN = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})(-[0-9A-Za-z.-]{1,64})?$/;

/** Which package this is. `publicKeyToken` is null for an unsigned package. */
export interface Identity {
  name: string;
  version: string;
  culture: string;
  publicKeyToken: string | null;
}

/** The key under which a name is stored: names compare without regard to case. */
export function nameKey(name: string): string {
  if (name.length > NAME_LENGTH || !NAME_PATTERN.test(name)) {
    throw new BulkheadError('E_INVALID_NAME', {
      message: `"${name.slice(0, NAME_LENGTH)}" is not a valid add-in name.`,
    });
  }
  return name.toLowerCase();
}

export function displayIdentity(identity: Identity): string {
  const token = identity.publicKeyToken ?? 'null';
  return `${identity.name}, Version=${identity.version}, Culture=${identity.culture}, PublicKeyToken=${token}`;
}
