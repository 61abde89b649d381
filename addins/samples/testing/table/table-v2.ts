/** Written by "bulkhead contract --types" from acme.table 2.0. Change the contract, not this file. */
import { type Answer, ContractBase, type ContractClient, createClient, type Provider } from '@bulkhead/sdk';

export interface Item {
  label: string;
  quantity: number;
}

/** What serves acme.table 2.0. */
export abstract class TableV2 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.table',
      version: '2.0',
      members: ['items', 'set'],
      defaults: TableV2.prototype,
    });
  }

  abstract items(after: number): Answer<AsyncIterable<Item>>;

  abstract set(item: Item): Answer<void>;

  protected itemChanged(item: Item): void {
    this.emit('itemChanged', [item]);
  }
}

/** What calls acme.table 2.0. */
export interface TableV2Client extends ContractClient {
  items(after: number): AsyncIterableIterator<Item>;
  set(item: Item): Promise<void>;
  onItemChanged(listener: (item: Item) => void): Promise<() => void>;
}

export function tableV2Client(provider: Provider): TableV2Client {
  return createClient(provider, {
    calls: ['set'],
    streams: ['items'],
    events: { itemChanged: 'onItemChanged' },
  }) as TableV2Client;
}
