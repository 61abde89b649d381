import { BulkheadError } from '../../addins/protocol/errors.ts';
import { Addins } from '../domains/addins.ts';
import { Domain } from '../domains/domain.ts';
import type { Launch } from '../domains/launcher.ts';
import type { WindowLink } from '../domains/window-link.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { Installer } from '../packages/installer.ts';
import type { Dispatcher } from '../remoting/dispatcher.ts';
import type { Ledger } from '../remoting/ledger.ts';
import type { DomainLife } from '../remoting/ledger-row.ts';
import type { Relay } from '../remoting/relay.ts';
import type { FlightDesk } from './flight-desk.ts';
import type { Stores } from './stores.ts';

/** Megabytes of JavaScript heap for one add-in. */
const HEAP_MEGABYTES = 512;

export interface AddinsParts {
  stores: Stores;
  installer: Installer;
  launch: Launch;
  window: WindowLink;
  /** Built later than the add-ins, and needed by the first of them. */
  dispatcher(): Dispatcher;
  /** Everything that this life held has been closed. */
  ended(life: DomainLife): void;
  flights: FlightDesk;
  /** Why this add-in must not run. */
  refusal(addinId: string): BulkheadError | undefined;
  relay: Relay;
  /** The port to a life of an add-in is open: what crosses it by reference can be seen. */
  opened(table: Parameters<Ledger['track']>[0], life: DomainLife): void;
  /** The policy learns of the version that is installed now. */
  register(entry: CatalogEntry): void;
}

/** Everything that lives, joined with the catalog, the disk, the brokers and the window. */
export function createAddins(parts: AddinsParts): Addins {
  const { catalog, shadowCopies, log } = parts.stores;
  return new Addins({
    log,
    installed: {
      get: (id) => catalog.get(id),
      load: (id, hash) => shadowCopies.load({ id, hash }),
      quarantined: () =>
        new Map(catalog.list().flatMap((each) => (each.state === 'quarantined' ? [[each.id, each.stateReason]] : []))),
      setQuarantine: (id, reason) => catalog.setState(id, reason === null ? 'ready' : 'quarantined', reason ?? ''),
      rollBack: (id, failedHash) => rollBack(parts, id, failedHash),
    },
    createDomain: (addinId) => createDomain(parts, addinId),
    refusal: parts.refusal,
  });
}

/** Waits for its turn behind an install, which may have put something better in the place of what failed. */
async function rollBack({ installer, register }: AddinsParts, id: string, failedHash: string): Promise<CatalogEntry> {
  const entry = await installer.rollBack(id, {
    beforeCommit: async ({ replaces }) => {
      if (replaces?.hash !== failedHash) throw new BulkheadError('E_IN_PROGRESS');
    },
  });
  register(entry);
  return entry;
}

function createDomain(parts: AddinsParts, addinId: string): Domain {
  const { stores, launch, window, dispatcher, flights, ended } = parts;
  const { states, log } = stores;
  return new Domain({
    ...{ addinId, states, launch, window },
    heapMegabytes: HEAP_MEGABYTES,
    createHandlers: (generation) => dispatcher().handlersFor({ addinId, generation }),
    release: (generation) => {
      const life = { addinId, generation };
      void dispatcher()
        .dispose(life)
        .then(() => ended(life));
    },
    createRelay: (generation) => parts.relay.port({ addinId, generation }),
    opened: ({ number, session: { objects } }) => parts.opened(objects, { addinId, generation: number }),
    createTap: (generation) => flights.tap(addinId, generation),
    onOutput: (text) => log.write('debug', text, addinId),
    onNote: (text) => log.warn(text, addinId),
  });
}
