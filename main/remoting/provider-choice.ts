import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import { agreeOn } from './agreement.ts';
import type { Party } from './service-graph.ts';

/** `provides` of one manifest. */
export type Provided = Manifest['provides'][number];

/** An installed add-in that offers a contract. */
export interface Offer extends Party {
  readonly enabled: boolean;
  readonly provided: Provided;
  /** Steps to other versions that its package brings along. */
  readonly adapters: Manifest['adapters'];
}

export interface Wanted {
  readonly contract: string;
  /** `consumes` of the caller's manifest; undefined where it does not name the contract. */
  readonly version: string | undefined;
  /** Steps between versions that the caller's package brings along. */
  readonly adapters: Manifest['adapters'];
  /** The add-in that the person has chosen for this contract. */
  readonly preferred: string | undefined;
  readonly caller: Party;
}

/**
 * Who answers: the one that the person chose, or the only one. Throws E_CONTRACT where nobody decided, E_NO_ADAPTER where the
 * versions do not fit and nothing translates, E_NOT_FOUND and E_DISABLED where there is nobody to decide about.
 */
export function chooseProvider(offers: readonly Offer[], wanted: Wanted): Offer {
  const { contract, version, caller } = wanted;
  if (version === undefined) {
    throw mismatch(`${caller.displayName} does not name ${contract} in "consumes" of its manifest.`);
  }
  const [first, ...others] = offers;
  if (!first) throw new BulkheadError('E_NOT_FOUND', { message: `No installed add-in offers ${contract}.` });
  const enabled = offers.filter((offer) => offer.enabled);
  const chosen = enabled.find(({ addinId }) => addinId === wanted.preferred) ?? onlyOne(enabled, contract);
  if (!chosen) {
    const names = [first, ...others].map(({ displayName }) => displayName).join(', ');
    throw new BulkheadError('E_DISABLED', { message: `${contract} is offered by ${names}, but that is switched off.` });
  }
  const { displayName, provided } = chosen;
  const own = { displayName: caller.displayName, version, adapters: wanted.adapters };
  agreeOn(contract, { displayName, version: provided.version, adapters: chosen.adapters }, own);
  return chosen;
}

function onlyOne(enabled: readonly Offer[], contract: string): Offer | undefined {
  if (enabled.length < 2) return enabled[0];
  const names = enabled.map(({ displayName }) => displayName).join(' and ');
  throw mismatch(`${names} both offer ${contract}. Choose one on the Add-ins page.`);
}

function mismatch(message: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message });
}
