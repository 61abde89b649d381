import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rootEntry } from '../../addins/protocol/ui/catalogue.ts';
import { ChildLists } from './child-lists.ts';
import { HostNode } from './host-node.ts';

let lastId = 0;

function createNode(parent: HostNode | null): HostNode {
  const node = new HostNode(rootEntry, { id: ++lastId, hostKey: `n${lastId}`, explicitKey: null });
  node.parent = parent;
  return node;
}

function createParent(children: number): HostNode {
  const parent = createNode(null);
  parent.children = Array.from({ length: children }, () => createNode(parent));
  return parent;
}

/** What happens to one parent: each number picks a child, or the end. */
const change = fc.record({
  how: fc.constantFrom('insert', 'move', 'remove', 'replace', 'look'),
  one: fc.nat(),
  other: fc.nat(),
});

/** One parent, and a plain list that the same changes are made to. */
class Twins {
  readonly lists = new ChildLists();
  readonly parent: HostNode;
  readonly model: HostNode[];

  constructor(children: number) {
    this.parent = createParent(children);
    this.model = [...this.parent.children];
  }

  apply({ how, one, other }: { how: string; one: number; other: number }): void {
    const { lists, parent, model } = this;
    const child = model[one % Math.max(1, model.length)];
    const before = model[other % (model.length + 1)] ?? null;
    if (how === 'look') expect([...lists.of(parent)]).toEqual(model);
    else if (how === 'insert') lists.insert(parent, this.#put(createNode(parent), before), before);
    else if (how === 'replace' && one % 4 === 0) lists.replace(parent, [...model.reverse()]);
    else if (child && how === 'remove') {
      this.#take(child).parent = null;
      lists.remove(parent, child);
    } else if (child && how === 'move' && child !== before) {
      lists.move(parent, this.#put(this.#take(child), before), before);
    }
  }

  #take(child: HostNode): HostNode {
    this.model.splice(this.model.indexOf(child), 1);
    return child;
  }

  #put(child: HostNode, before: HostNode | null): HostNode {
    this.model.splice(before ? this.model.indexOf(before) : this.model.length, 0, child);
    return child;
  }
}

test('after any changes the children are those of a plain list', () => {
  fc.assert(
    fc.property(fc.nat(6), fc.array(change, { maxLength: 60 }), (children, changes) => {
      const twins = new Twins(children);
      for (const each of changes) twins.apply(each);
      twins.lists.finish();
      expect(twins.parent.children.map(({ id }) => id)).toEqual(twins.model.map(({ id }) => id));
    }),
  );
});

test('twenty thousand removals and moves in a list of thirty thousand take no longer than they are many', () => {
  const parent = createParent(30_000);
  const lists = new ChildLists();
  const [gone, kept] = [parent.children.slice(0, 20_000), parent.children.slice(20_000)];
  for (const [index, child] of gone.entries()) {
    child.parent = null;
    lists.remove(parent, child);
    // Looked for in the plain list, each would take some hundred microseconds: the test would never end in time.
    lists.move(parent, kept[index % 9_999] as HostNode, kept[9_999] as HostNode);
  }
  lists.finish();
  expect(parent.children).toHaveLength(10_000);
  expect(parent.children.at(-1)).toBe(kept[9_999]);
});
