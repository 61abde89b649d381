import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rootEntry } from './catalogue.ts';
import { FrameOverlay, type TreeReader } from './frame-overlay.ts';

/** Parents by node; node 0 is the view. */
type Parents = number[];

function treeOf(parents: Parents): TreeReader {
  const childIds = (id: number): number[] =>
    parents.flatMap((parent, child) => (child > 0 && parent === id ? [child] : []));
  return {
    lastId: parents.length - 1,
    size: parents.length - 1,
    entryOf: (id) => (id >= 0 && id < parents.length ? rootEntry : undefined),
    parentOf: (id) => (id > 0 ? (parents[id] ?? -1) : -1),
    childCount: (id) => childIds(id).length,
    childIds,
  };
}

/** A tree in which every node lies below an earlier one. */
const tree = fc.array(fc.nat(), { maxLength: 12 }).map((picks) => {
  const parents: Parents = [-1];
  for (const pick of picks) parents.push(pick % parents.length);
  return parents;
});
const change = fc.record({ how: fc.constantFrom('add', 'add', 'remove', 'clear'), at: fc.nat() });

class Model {
  readonly parents: Parents;
  readonly gone = new Set<number>();

  constructor(parents: Parents) {
    this.parents = [...parents];
  }

  isGone(id: number): boolean {
    for (let current = id; current > 0; current = this.parents[current] as number)
      if (this.gone.has(current)) return true;
    return false;
  }

  depth(id: number): number {
    return id === 0 ? 0 : 1 + this.depth(this.parents[id] as number);
  }
}

test('any additions and removals: what is there, below what and how deep is what a plain tree says', () => {
  fc.assert(
    fc.property(tree, fc.array(change, { maxLength: 40 }), (before, changes) => {
      const [overlay, model] = [new FrameOverlay(treeOf(before)), new Model(before)];
      for (const { how, at } of changes) {
        const id = at % model.parents.length;
        if (model.isGone(id)) continue;
        if (how === 'add') {
          overlay.add(rootEntry, id);
          overlay.countNew(id);
          model.parents.push(id);
        } else if (how === 'remove' && id > 0) {
          overlay.remove(id);
          model.gone.add(id);
        } else if (how === 'clear' && id < before.length && !overlay.hasGrown(id)) {
          overlay.clear(id);
          for (const [child, parent] of model.parents.entries()) if (parent === id) model.gone.add(child);
        }
      }
      expect(overlay.lastId).toBe(model.parents.length - 1);
      expect(overlay.added).toBe(model.parents.length - before.length);
      for (let id = 0; id < model.parents.length + 2; id++) {
        const isThere = id < model.parents.length && !model.isGone(id);
        expect(overlay.entryOf(id)).toBe(isThere ? rootEntry : undefined);
        expect(overlay.parentOf(id)).toBe(isThere && id > 0 ? model.parents[id] : -1);
        if (isThere) expect(overlay.depthOf(id)).toBe(model.depth(id));
      }
    }),
  );
});
