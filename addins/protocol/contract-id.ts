import { z } from 'zod';

/** `acme.calc`: small letters only, so that two that look alike are alike; two parts, so that a publisher comes first. */
const CONTRACT_PATTERN = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const CONTRACT_LENGTH = 100;
const CONTRACT_VERSION_PATTERN = /^[1-9]\d{0,4}\.(0|[1-9]\d{0,4})$/;
const MEMBER_PATTERN = /^[a-z][a-zA-Z0-9]{0,63}$/;

/** Contracts that one add-in offers, or uses: more is a library, not an add-in. */
export const CONTRACTS_PER_ADDIN = 20;

export const contractId = z
  .string()
  .max(CONTRACT_LENGTH)
  .regex(CONTRACT_PATTERN, 'a contract is named in small letters and at least two parts, like "acme.calc"');

/** `major.minor`. */
export const contractVersion = z.string().regex(CONTRACT_VERSION_PATTERN, 'the version of a contract looks like "1.0"');

export const memberName = z.string().regex(MEMBER_PATTERN, 'starts with a small letter; letters and digits');

/** True when what is offered does all that is wanted: the same major version, and at least its minor one. */
export function fitsVersion(offered: string, wanted: string): boolean {
  const [offeredMajor, offeredMinor] = numbers(offered);
  const [wantedMajor, wantedMinor] = numbers(wanted);
  return offeredMajor === wantedMajor && offeredMinor >= wantedMinor;
}

function numbers(version: string): readonly [major: number, minor: number] {
  const [major, minor] = version.split('.');
  return [Number(major), Number(minor)];
}
