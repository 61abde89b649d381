import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { ServiceChoice } from '../../preload/bridge.ts';
import type { Offer } from '../remoting/provider-choice.ts';
import type { ServiceDirectory } from './service-directory.ts';
import { CHOSEN_PROVIDERS, type SettingsStore } from './settings.ts';

export interface ServiceChoicesOptions {
  directory: Pick<ServiceDirectory, 'contracts' | 'offersOf'>;
  settings: Pick<SettingsStore, 'current' | 'change'>;
}

type Chosen = Readonly<Record<string, string>>;

/** Which add-in answers for a contract that several offer: a person decides, and it is kept. */
export class ServiceChoices {
  readonly #options: ServiceChoicesOptions;

  constructor(options: ServiceChoicesOptions) {
    this.#options = options;
  }

  /** The add-in that a person chose; undefined where nobody did. */
  preferredFor(contract: string): string | undefined {
    const { providers } = this.#options.settings.current;
    return Object.hasOwn(providers, contract) ? providers[contract] : undefined;
  }

  /** Every contract that more than one installed add-in offers, sorted by name. */
  list(): ServiceChoice[] {
    const { directory } = this.#options;
    const shared = directory.contracts.filter((contract) => directory.offersOf(contract).length > 1);
    return shared.sort().map((contract) => {
      const offers = directory.offersOf(contract);
      const preferred = this.preferredFor(contract);
      const chosen = offers.find(({ addinId }) => addinId === preferred)?.addinId ?? null;
      return { contract, chosen, providers: offers.map(describe) };
    });
  }

  /** Null: nobody is chosen any more. Throws E_NOT_FOUND when the add-in does not offer it. */
  choose(contract: string, addinId: string | null): void {
    if (addinId !== null && !this.#offers(contract, addinId)) {
      throw new BulkheadError('E_NOT_FOUND', { message: `"${addinId}" does not offer ${contract}.` });
    }
    const { [contract]: _before, ...others } = this.#options.settings.current.providers;
    const providers = addinId === null ? others : { ...this.#stillOffered(others), [contract]: addinId };
    if (Object.keys(providers).length > CHOSEN_PROVIDERS) {
      throw new BulkheadError('E_OVERLOAD', { message: `At most ${CHOSEN_PROVIDERS} choices are kept.` });
    }
    this.#options.settings.change({ providers });
  }

  /** The add-in is gone together with what was said about it. */
  forget(addinId: string): void {
    const { providers } = this.#options.settings.current;
    const kept = Object.entries(providers).filter(([, chosen]) => chosen !== addinId);
    if (kept.length < Object.keys(providers).length) {
      this.#options.settings.change({ providers: Object.fromEntries(kept) });
    }
  }

  #stillOffered(chosen: Chosen): Chosen {
    return Object.fromEntries(Object.entries(chosen).filter(([contract, addinId]) => this.#offers(contract, addinId)));
  }

  #offers(contract: string, addinId: string): boolean {
    return this.#options.directory.offersOf(contract).some((offer) => offer.addinId === addinId);
  }
}

function describe({ addinId, displayName, enabled, provided }: Offer): ServiceChoice['providers'][number] {
  return { addinId, displayName, enabled, version: provided.version };
}
