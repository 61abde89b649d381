import type { NativeCalls } from './native-calls.ts';
import { type Architecture, callNumber, OTHER_CALLS } from './system-calls.ts';

/** Asks for the version of the interface instead of creating a ruleset. */
const CREATE_RULESET_VERSION = 1;
/** TCP bind and connect. */
const NETWORK_RIGHTS = 0b11n;
/** Abstract Unix sockets and signals may not reach out of the domain. */
const SCOPES = 0b11n;
/** Interface versions that brought the network rights and the scopes. */
const NETWORK_VERSION = 4;
const SCOPE_VERSION = 6;

export interface LandlockAnswer {
  /** Undefined when the kernel has no Landlock. */
  version: number | undefined;
  /** Empty when the ruleset stands. */
  problem: string;
}

/**
 * Takes every file, TCP and signal right from this thread and those it starts later. The ruleset allows nothing, so it
 * has no rules. Threads that run already keep their rights: that is what the call filter is for.
 * Needs no_new_privs.
 */
export function restrictByLandlock(native: NativeCalls, architecture: Architecture): LandlockAnswer {
  const create = number(OTHER_CALLS.landlock_create_ruleset, architecture);
  const version = native.call(create, 0, 0, CREATE_RULESET_VERSION);
  if (version < 1) return { version: undefined, problem: `this kernel has no Landlock (error ${-version})` };
  const attributes = rulesetAttributes(version);
  const ruleset = native.call(create, native.addressOf(attributes), attributes.byteLength, 0);
  if (ruleset < 0) return { version, problem: `no Landlock ruleset (error ${-ruleset})` };
  const restricted = native.call(number(OTHER_CALLS.landlock_restrict_self, architecture), ruleset, 0);
  native.call(number(OTHER_CALLS.close, architecture), ruleset);
  return { version, problem: restricted === 0 ? '' : `the Landlock ruleset was not taken (error ${-restricted})` };
}

function number(call: readonly [number, number], architecture: Architecture): number {
  return callNumber(call, architecture) ?? -1;
}

/** `struct landlock_ruleset_attr`, as long as the kernel of that version knows it. */
function rulesetAttributes(version: number): Uint8Array {
  const words = [fileRights(version)];
  if (version >= NETWORK_VERSION) words.push(NETWORK_RIGHTS);
  if (version >= SCOPE_VERSION) words.push(SCOPES);
  return new Uint8Array(BigUint64Array.from(words).buffer);
}

/** Every file right that the version knows: a right that is not handled would stay allowed. */
function fileRights(version: number): bigint {
  const first = 13n;
  const added = [2, 3, 5].filter((since) => version >= since).length;
  return (1n << (first + BigInt(added))) - 1n;
}
