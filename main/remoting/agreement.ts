import { fitsVersion } from '../../addins/protocol/contract-id.ts';
import { lineOf, parseVersion } from '../../addins/protocol/contracts/contract-version.ts';
import { type AdapterEdge, type Blocked, negotiate } from '../../addins/protocol/contracts/negotiate.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';

/** One step, without its code: that never leaves the add-in that brings it along. */
export interface AdapterStep {
  readonly from: string;
  readonly to: string;
}

/** How two add-ins understand each other. */
export interface ServiceAgreement {
  /** The version whose words cross the host: where the adapters of the provider end and those of the caller begin. */
  readonly line: string;
  readonly providerSteps: readonly AdapterStep[];
  readonly callerSteps: readonly AdapterStep[];
}

/** One end of an agreement: what of its manifest counts, and how people know it. */
export interface Speaker {
  readonly displayName: string;
  readonly version: string;
  readonly adapters: Manifest['adapters'];
}

interface Edge extends AdapterEdge {
  readonly owner: 'provider' | 'caller';
}

/**
 * What the caller was made for, and what the provider offers, brought together by the adapters of both. The host runs none of
 * them: code of add-ins stays in their processes, so a way leads through the provider's own first and through the caller's
 * after that. Throws E_NO_ADAPTER with both versions and the missing step.
 */
export function agreeOn(contract: string, provider: Speaker, caller: Speaker): ServiceAgreement {
  if (fitsVersion(provider.version, caller.version)) {
    return { line: lineFor(contract, provider), providerSteps: [], callerSteps: [] };
  }
  const own = edgesOf(provider, 'provider');
  const theirs = edgesOf(caller, 'caller');
  let missing: Blocked['missing'] | undefined;
  for (const edges of [[...own, ...theirs], own, theirs]) {
    const answer = negotiate<Edge>({
      contract,
      // The caller takes what there is, as an add-in does that consumes something of a host.
      provider: 'host',
      host: [parseVersion(provider.version)],
      addin: parseVersion(caller.version),
      edges,
    });
    if (answer.kind === 'blocked') missing ??= answer.missing;
    else if (isInOrder(answer.path)) return split(answer.path, lineFor(contract, provider));
  }
  throw noAdapter({ contract, provider, caller, missing });
}

function edgesOf({ adapters }: Speaker, owner: Edge['owner']): Edge[] {
  return adapters.map(({ from, to, lossy }) => ({ from, to, lossy, owner, side: 'addin' }));
}

/** A step of the provider behind one of the caller would have to cross once more. */
function isInOrder(path: readonly Edge[]): boolean {
  const crossing = path.findIndex(({ owner }) => owner === 'caller');
  return crossing < 0 || path.slice(crossing).every(({ owner }) => owner === 'caller');
}

function split(path: readonly Edge[], start: string): ServiceAgreement {
  const steps = (owner: Edge['owner']) =>
    path.filter((edge) => edge.owner === owner).map(({ from, to }): AdapterStep => ({ from, to }));
  const providerSteps = steps('provider');
  return { line: providerSteps.at(-1)?.to ?? start, providerSteps, callerSteps: steps('caller') };
}

function lineFor(contract: string, { version }: Speaker): string {
  return lineOf(contract, parseVersion(version));
}

interface Gap {
  readonly contract: string;
  readonly provider: Speaker;
  readonly caller: Speaker;
  readonly missing: Blocked['missing'] | undefined;
}

function noAdapter({ contract, provider, caller, missing }: Gap): BulkheadError {
  const differ = parseVersion(provider.version).major !== parseVersion(caller.version).major;
  const gap = missing && differ ? `, and nothing translates from ${missing.from} to ${missing.to}` : '';
  const message =
    `${caller.displayName} needs ${contract} ${caller.version}; ${provider.displayName} offers ${provider.version}${gap}. ` +
    'One of the two needs an update.';
  const detail = { needs: caller.version, offers: provider.version, ...missing };
  return new BulkheadError('E_NO_ADAPTER', { message, detail });
}
