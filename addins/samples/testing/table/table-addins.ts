import { defineAddin, type Host, type ServiceCall } from '@bulkhead/sdk';
import { oneToTwo, twoToOne } from './table-adapters.ts';
import { type Row, TableV1, type TableV1Client, tableV1Client } from './table-v1.ts';
import { type Item, TableV2, type TableV2Client, tableV2Client } from './table-v2.ts';

const TABLE = 'acme.table';

/** What became of the streams of a table. */
export interface TableLog {
  made: number;
  ended: number;
}

/** How many rows there are, and after which one the next never comes. */
export interface TableSize {
  readonly rows: number;
  readonly stops?: number;
}

async function* numbered<Value>(
  from: number,
  make: (number: number) => Value,
  { size, log }: { size: TableSize; log: TableLog },
) {
  try {
    for (let number = from; number < size.rows; number++) {
      log.made++;
      yield make(number);
      if (number === size.stops) await new Promise(() => undefined);
    }
  } finally {
    log.ended++;
  }
}

export class TableOne extends TableV1 {
  readonly log: TableLog = { made: 0, ended: 0 };
  readonly #size: TableSize;

  constructor(size: TableSize) {
    super();
    this.#size = size;
  }

  override rows(from: number): AsyncIterable<Row> {
    const { log } = this;
    return numbered(from, (number) => ({ name: `row ${number}`, amount: number }), { size: this.#size, log });
  }

  override put(row: Row): void {
    this.changed(row, 'somebody');
  }
}

export class TableTwo extends TableV2 {
  readonly log: TableLog = { made: 0, ended: 0 };
  readonly #size: TableSize;

  constructor(size: TableSize) {
    super();
    this.#size = size;
  }

  override items(after: number): AsyncIterable<Item> {
    const { log } = this;
    return numbered(after + 1, (number) => ({ label: `item ${number}`, quantity: number }), { size: this.#size, log });
  }

  override set(item: Item): void {
    this.itemChanged(item);
  }
}

/** Offers it, for older readers too. */
export const offering = (table: TableOne | TableTwo) =>
  defineAddin({
    services: { [TABLE]: table },
    adapters: table instanceof TableTwo ? [twoToOne] : [],
    commands: { go: () => undefined },
  });

/** Gives its client to the test; reads older tables too. */
export const readerOne = (give: (client: TableV1Client) => void) =>
  reading((host) => give(tableV1Client(host.services.provider(TABLE))));
export const readerTwo = (give: (client: TableV2Client) => void) =>
  reading((host) => give(tableV2Client(host.services.provider(TABLE))));

function reading(give: (host: Host) => void) {
  return defineAddin({
    adapters: [oneToTwo],
    activate: ({ host }) => give(host),
    commands: { go: () => undefined },
  });
}

/** Offers rows without having them checked by a class. */
export const offeringPlain = (rows: (call: ServiceCall) => unknown) =>
  defineAddin({ services: { [TABLE]: { rows } }, commands: { go: () => undefined } });
