import { type Adapter, adapt } from '../protocol/contracts/adapter.ts';
import type { Use } from '../protocol/contracts/call-values.ts';
import { lazyItems } from '../protocol/contracts/items.ts';
import type { Provider } from '../protocol/contracts/provider.ts';
import { BulkheadError, codeOf } from '../protocol/errors.ts';
import { ContractBase, providerOf } from './contract-base.ts';
import type { Service } from './define-addin.ts';
import type { ServiceCall, ServiceMember } from './host-services.ts';

/** One adapter, as manifests and the host name it. */
export interface AdapterStep {
  readonly from: string;
  readonly to: string;
}

/** What the host says of how this add-in and a provider understand each other. */
export interface Agreement {
  readonly line: string;
  readonly steps: readonly AdapterStep[];
}

/** The adapters of an add-in, found by the steps that its manifest names. Throws E_NO_MEMBER for one that is not there. */
export function adaptersFor(adapters: readonly Adapter[], steps: readonly AdapterStep[]): Adapter[] {
  return steps.map(({ from, to }) => {
    const found = adapters.find((adapter) => adapter.from === from && adapter.to === to);
    if (found) return found;
    throw new BulkheadError('E_NO_MEMBER', {
      message: `The manifest names an adapter from ${from} to ${to}, and "adapters" of the add-in has none.`,
    });
  });
}

/** What an add-in offers, as adapters see it. Every call is made for `call`. */
function providerOfService(service: Service, call: ServiceCall): Provider {
  if (service instanceof ContractBase) return providerOf(service);
  const find = (member: string): ServiceMember | undefined =>
    Object.hasOwn(service, member) ? service[member] : undefined;
  const run = (member: string, values: readonly unknown[]): unknown => {
    const found = find(member);
    if (!found) throw new BulkheadError('E_NO_MEMBER', { message: `The add-in has no operation "${member}".` });
    return found(call, ...(values as never[]));
  };
  return {
    call: async (member, values) => (await run(member, values)) ?? null,
    stream: (member, values) => lazyItems({ member, open: () => run(member, values) }),
    supports: (member) => find(member) !== undefined,
    // What is told goes its own way, see HostServices.subscribe.
    listen: async () => () => undefined,
  };
}

/** Answers a member by its name, by way of this add-in's own adapters where it is one of another version. */
export function serviceMember(
  service: Service,
  member: string,
  { adapters, use = 'call' }: { readonly adapters: readonly Adapter[]; readonly use?: Use },
): ServiceMember {
  return (call, ...values) => {
    const provider = providerOfService(service, call);
    // Without adapters the member begins in this very turn, where the host knows which call it is made for.
    if (use === 'call' || adapters.length === 0) return adapt(provider, adapters).call(member, values);
    return adapt(provider, adapters).stream(member, values);
  };
}

/** The versions in which providers are called: asked for once, and again when one of them is replaced. */
export class Agreements {
  readonly #ask: (contract: string) => Promise<Agreement>;
  readonly #known = new Map<string, Promise<Agreement>>();

  constructor(ask: (contract: string) => Promise<Agreement>) {
    this.#ask = ask;
  }

  /** Runs `use` by what was agreed; once more where that turns out to be no longer so, which nothing was done by. */
  async with<Value>(contract: string, use: (agreement: Agreement) => Promise<Value>): Promise<Value> {
    const agreed = this.#get(contract);
    try {
      return await use(await agreed);
    } catch (thrown) {
      if (!isStale(thrown)) throw thrown;
      this.#forget(contract, agreed);
      return await use(await this.#get(contract));
    }
  }

  #get(contract: string): Promise<Agreement> {
    const known = this.#known.get(contract);
    if (known) return known;
    const asked = this.#ask(contract);
    this.#known.set(contract, asked);
    // A refusal is no agreement: what is missing may be installed by the next time.
    asked.catch(() => this.#forget(contract, asked));
    return asked;
  }

  #forget(contract: string, agreed: Promise<Agreement>): void {
    if (this.#known.get(contract) === agreed) this.#known.delete(contract);
  }
}

/** The error was made outside of this compartment, where its class is another one. */
function isStale(thrown: unknown): boolean {
  if (codeOf(thrown) !== 'E_NO_ADAPTER') return false;
  return (thrown as { detail?: Record<string, unknown> }).detail?.['isStale'] === true;
}
