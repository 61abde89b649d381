import { callValues, type Use } from '../../addins/protocol/contracts/call-values.ts';
import { lineOf, parseVersion } from '../../addins/protocol/contracts/contract-version.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { CallOptions } from '../../addins/protocol/session.ts';
import type { Generation } from '../domains/generation.ts';
import { agreeOn, type ServiceAgreement, type Speaker } from './agreement.ts';
import { type ExchangeEnd, ServiceExchange } from './service-exchange.ts';
import type { OpenCall, Party } from './service-graph.ts';

/** One end of a talk: who it is, and which life of it. */
export interface Talker {
  readonly party: Party;
  readonly generation: Generation;
}

export interface TalkSubject {
  readonly contract: string;
  readonly member: string;
  readonly args: readonly Plain[];
  /** The version whose words are sent, where adapters of the caller stand between; otherwise that of `consumes`. */
  readonly speaks: string | undefined;
  readonly use?: Use;
}

/** As far as it counts for what was given along. */
export type GivenValues = Pick<TalkSubject, 'contract' | 'member' | 'args' | 'speaks' | 'use'>;

/** One call in words that both understand. Which those are is settled for each life of a provider that it is given to. */
export class ServiceTalk {
  readonly #caller: Talker;
  readonly #line: string;
  readonly #exchange: ServiceExchange;

  /** Reads what the caller sent, by what its own package says of the contract. Throws E_CONTRACT or E_NO_MEMBER. */
  constructor(caller: Talker, { contract, member, args, speaks, use = 'call' }: TalkSubject) {
    this.#caller = caller;
    this.#line = lineFor(contract, { caller, speaks });
    this.#exchange = new ServiceExchange(endOf(caller), { contract, member, line: this.#line, use }, args);
  }

  /** Gives it to this life of the provider, in this very turn, and answers what the caller gets. */
  async give(call: OpenCall, generation: Generation): Promise<Plain> {
    const provider: Talker = { party: call.provider, generation };
    const { session } = generation;
    const answer = await session
      .call('service.call', [this.#requestFor(call, provider)], { signal: call.limit.signal })
      .catch((thrown: unknown) => {
        throw this.failureOf(call, thrown);
      });
    return this.#exchange.answerOf(endOf(provider), answer);
  }

  /** The same for a stream: its items as the provider sends them, see {@link itemOf}. */
  open(call: OpenCall, generation: Generation, options: CallOptions): AsyncIterableIterator<Plain> {
    const provider: Talker = { party: call.provider, generation };
    return generation.session.stream('service.stream', [this.#requestFor(call, provider)], {
      ...{ ...options, signal: call.limit.signal },
    });
  }

  /** One item as the caller gets it. Throws E_CONTRACT with `detail.blame` "provider". */
  itemOf(call: OpenCall, generation: Generation, item: Plain): Plain {
    return this.#exchange.answerOf(endOf({ party: call.provider, generation }), item);
  }

  /** What the provider says of its own words. */
  failureOf(call: OpenCall, thrown: unknown): BulkheadError {
    return this.#exchange.failureOf(call.provider, toBulkheadError(thrown));
  }

  /** What the caller was told of the member, where it says nothing else itself. */
  get promised(): { readonly idempotent: boolean; readonly deadline: number | undefined } {
    const { idempotent = false, deadline } = this.#exchange.described ?? {};
    return { idempotent, deadline };
  }

  /** What stands for the objects and callbacks that the caller gives along. */
  get brought(): readonly object[] {
    return this.#exchange.received;
  }

  end(): void {
    this.#exchange.end();
  }

  #requestFor(call: OpenCall, provider: Talker) {
    const { id, caller, contract, member, trace, chain } = call;
    const agreement = agreementBetween(contract, provider, this.#caller);
    if (agreement.line !== this.#line) throw otherWords(call, agreement);
    return {
      ...{ call: id, contract, member, trace, line: agreement.line },
      adapters: [...agreement.providerSteps],
      caller: { addinId: caller.addinId, displayName: caller.displayName },
      args: this.#exchange.argumentsFor(endOf(provider)),
      depth: chain.length - 1,
    };
  }
}

/** Throws E_NO_ADAPTER, and E_CONTRACT where the provider's version does not offer it at all. */
export function agreementBetween(contract: string, provider: Talker, caller: Talker): ServiceAgreement {
  const { provides, adapters, version } = provider.generation.loaded.manifest;
  const provided = provides.find((entry) => entry.contract === contract);
  const { displayName } = provider.party;
  if (!provided) {
    throw new BulkheadError('E_CONTRACT', { message: `${displayName} ${version} does not offer ${contract}.` });
  }
  return agreeOn(contract, { displayName, version: provided.version, adapters }, consumerOf(contract, caller));
}

/** The caller as one who was made for a version. Throws E_CONTRACT where its manifest does not name the contract. */
export function consumerOf(contract: string, { party: { displayName }, generation }: Talker): Speaker {
  const { consumes, adapters } = generation.loaded.manifest;
  const consumed = consumes.find((entry) => entry.contract === contract);
  if (consumed) return { displayName, version: consumed.version, adapters };
  throw new BulkheadError('E_CONTRACT', {
    message: `${displayName} does not name ${contract} in "consumes" of its manifest.`,
  });
}

/** Nobody takes the call: what its caller gave along is the caller's again. Never throws. */
export function giveBack(caller: Talker, { contract, member, args, speaks, use = 'call' }: GivenValues): void {
  try {
    const { contracts, session } = caller.generation;
    const table = contracts.table(lineFor(contract, { caller, speaks }));
    callValues(table, member, use).readArguments(args, session.objects.unwanted);
  } catch {
    // What cannot be read gives nothing that could be found.
  }
}

function lineFor(contract: string, { caller, speaks }: { caller: Talker; speaks: string | undefined }): string {
  return speaks ?? lineOf(contract, parseVersion(consumerOf(contract, caller).version));
}

function endOf({ party, generation }: Talker): ExchangeEnd {
  const { addinId, displayName } = party;
  return { addinId, displayName, contracts: generation.contracts, objects: generation.session.objects };
}

/** One of the two was replaced since they agreed, or the caller brings an adapter along that it does not use. */
function otherWords({ caller, provider, contract }: OpenCall, { line }: ServiceAgreement): BulkheadError {
  const message = `${caller.displayName} and ${provider.displayName} have to agree on ${contract} anew: it goes by ${line} now.`;
  return new BulkheadError('E_NO_ADAPTER', { message, detail: { line, isStale: true } });
}
