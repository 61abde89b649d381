import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CallTable } from './call-table.ts';

/** Few numbers, of which many share a place. */
const id = fc.oneof(
  fc.nat(6),
  fc.nat(3).map((times) => times * 1_024),
  fc.nat(0x7fff_ffff),
);
const change = fc.record({ how: fc.constantFrom('add', 'add', 'take'), id });

test('whatever the peer numbers its calls: what is there is what a map would have', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
      const [table, map] = [new CallTable<{ name: string }>(), new Map<number, { name: string }>()];
      for (const [index, { how, id: number }] of changes.entries()) {
        expect(table.has(number)).toBe(map.has(number));
        expect(table.get(number)).toBe(map.get(number));
        // One that is free can be added.
        if (table.isFree(number)) expect(map.has(number)).toBe(false);
        if (how === 'take') {
          expect(table.take(number)).toBe(map.get(number));
          map.delete(number);
        } else if (!map.has(number)) {
          const call = { name: `${index}` };
          table.add(number, call);
          map.set(number, call);
        }
        expect(table.size).toBe(map.size);
      }
      if (map.size === 0) expect(changes.every(({ id: number }) => table.isFree(number))).toBe(true);
      expect(table.ids()).toEqual([...map.keys()].sort((one, other) => one - other));
    }),
  );
});
