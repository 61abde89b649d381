import type { Catalog } from '../packages/catalog.ts';
import type { Offer } from '../remoting/provider-choice.ts';

/** Which installed add-ins offer which contract: read from the catalog at the first question, and again after a change. */
export class ServiceDirectory {
  readonly #catalog: Pick<Catalog, 'list'>;
  #offers: ReadonlyMap<string, readonly Offer[]> | undefined;

  constructor(catalog: Pick<Catalog, 'list'>) {
    this.#catalog = catalog;
  }

  /** Every contract that an installed add-in offers. */
  get contracts(): string[] {
    this.#offers ??= this.#read();
    return [...this.#offers.keys()];
  }

  offersOf(contract: string): readonly Offer[] {
    this.#offers ??= this.#read();
    return this.#offers.get(contract) ?? [];
  }

  /** Something is installed, changed or gone. */
  forget(): void {
    this.#offers = undefined;
  }

  #read(): ReadonlyMap<string, readonly Offer[]> {
    const offers = new Map<string, Offer[]>();
    for (const { id, enabled, manifest } of this.#catalog.list()) {
      for (const provided of manifest.provides) {
        const { displayName, adapters } = manifest;
        const offer: Offer = { addinId: id, displayName, enabled, provided, adapters };
        const known = offers.get(provided.contract);
        if (known) known.push(offer);
        else offers.set(provided.contract, [offer]);
      }
    }
    return offers;
  }
}
