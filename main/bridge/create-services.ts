import type { Log } from '../base/log.ts';
import type { Addins } from '../domains/addins.ts';
import type { Catalog } from '../packages/catalog.ts';
import type { CallBook } from '../remoting/call-book.ts';
import type { Relay } from '../remoting/relay.ts';
import { Services } from '../remoting/services.ts';
import type { FlightDesk } from './flight-desk.ts';
import { ServiceChoices } from './service-choices.ts';
import { ServiceDirectory } from './service-directory.ts';
import type { SettingsStore } from './settings.ts';

export interface ServicesParts {
  addins: Addins;
  catalog: Pick<Catalog, 'list'>;
  settings: Pick<SettingsStore, 'current' | 'change'>;
  relay: Relay;
  calls: CallBook;
  log: Pick<Log, 'warn'>;
  flights: Pick<FlightDesk, 'passed'>;
}

/** Calls between add-ins over the catalog and what lives. `directory` has to hear of what is installed or gone. */
export function createServices({ addins, catalog, settings, relay, calls, log, flights }: ServicesParts) {
  const directory = new ServiceDirectory(catalog);
  addins.changed.on(() => directory.forget());
  const choices = new ServiceChoices({ directory, settings });
  const services = new Services({
    ...{ addins, relay, calls },
    offersOf: (contract) => directory.offersOf(contract),
    preferredFor: (contract) => choices.preferredFor(contract),
    passed: (callerId, name) => flights.passed(callerId, name),
    onSlow: ({ subscriber, contract, providerId }, lost) => {
      const words = `It does not keep up with what ${providerId} tells about ${contract}: it has missed ${lost} events by now.`;
      log.warn(`${words} It hears the newest of each topic; whoever tells should tell less often.`, subscriber.addinId);
    },
    onMisfit: ({ subscriber, contract, providerId }, { message }) => {
      const words = `${subscriber.addinId} cannot hear some of what it tells about ${contract}: ${message}`;
      log.warn(`${words} This is said once.`, providerId);
    },
  });
  return { services, directory, choices };
}
