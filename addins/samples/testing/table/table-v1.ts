/** Written by "bulkhead contract --types" from acme.table 1.0. Change the contract, not this file. */
import { type Answer, ContractBase, type ContractClient, createClient, type Provider } from '@bulkhead/sdk';

export interface Row {
  name: string;
  amount: number;
}

/** What serves acme.table 1.0. */
export abstract class TableV1 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.table',
      version: '1.0',
      members: ['rows', 'put'],
      defaults: TableV1.prototype,
    });
  }

  /** All rows, the first one at that place. */
  abstract rows(from: number): Answer<AsyncIterable<Row>>;

  abstract put(row: Row): Answer<void>;

  /** A row is not what it was. */
  protected changed(row: Row, by?: string): void {
    this.emit('changed', [row, by]);
  }
}

/** What calls acme.table 1.0. */
export interface TableV1Client extends ContractClient {
  /** All rows, the first one at that place. */
  rows(from: number): AsyncIterableIterator<Row>;
  put(row: Row): Promise<void>;
  /** A row is not what it was. */
  onChanged(listener: (row: Row, by?: string) => void): Promise<() => void>;
}

export function tableV1Client(provider: Provider): TableV1Client {
  return createClient(provider, {
    calls: ['put'],
    streams: ['rows'],
    events: { changed: 'onChanged' },
  }) as TableV1Client;
}
