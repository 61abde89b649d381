import { defineAdapter, type Provider } from '@bulkhead/sdk';
import { type Row, tableV1Client } from './table-v1.ts';
import { type Item, tableV2Client } from './table-v2.ts';

const itemOf = ({ name, amount }: Row): Item => ({ label: name, quantity: amount });
const rowOf = ({ label, quantity }: Item): Row => ({ name: label, amount: quantity });

export const twoToOne = defineAdapter({
  from: 'acme.table@2',
  to: 'acme.table@1',
  members: {
    async *rows(provider: Provider, from: number) {
      for await (const item of tableV2Client(provider).items(from - 1)) yield rowOf(item);
    },
    put: (provider: Provider, row: Row) => tableV2Client(provider).set(itemOf(row)),
  },
  events: { changed: { event: 'itemChanged', values: (item: Item) => [rowOf(item)] } },
});

export const oneToTwo = defineAdapter({
  from: 'acme.table@1',
  to: 'acme.table@2',
  members: {
    async *items(provider: Provider, after: number) {
      for await (const row of tableV1Client(provider).rows(after + 1)) yield itemOf(row);
    },
    set: (provider: Provider, item: Item) => tableV1Client(provider).put(rowOf(item)),
  },
  events: { itemChanged: { event: 'changed', values: (row: Row) => [itemOf(row)] } },
});
