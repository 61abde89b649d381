import { nodeClock } from '../base/node-clock.ts';
import type { FileHandles } from '../broker/file-handles.ts';
import type { Addins } from '../domains/addins.ts';
import { Ledger } from '../remoting/ledger.ts';
import { callsSource, filesSource, viewsSource } from './ledger-sources.ts';
import type { Stores } from './stores.ts';

export interface LedgerParts {
  addins: Addins;
  files: FileHandles;
  stores: Pick<Stores, 'frames' | 'log'>;
}

/** The ledger over everything in the host that one side can hold of another. */
export function createLedger({ addins, files, stores }: LedgerParts): Ledger {
  const ledger = new Ledger({ clock: nodeClock, warn: (words, addinId) => stores.log.warn(words, addinId) });
  ledger.add(callsSource(addins));
  ledger.add(viewsSource(addins, stores.frames));
  ledger.add(filesSource(files));
  return ledger;
}
