import type { CatalogueEntry } from './catalogue.ts';

/** What a check has to know of the tree as it stands. `null` is a text node, `undefined` no node. Node 0 is the view. */
export interface TreeReader {
  readonly lastId: number;
  /** Number of live nodes. */
  readonly size: number;
  entryOf(id: number): CatalogueEntry | null | undefined;
  parentOf(id: number): number;
  childCount(id: number): number;
  /** Calls `visit` for the node and everything below it. */
  visitSubtree(id: number, visit: (id: number) => void): void;
  childIds(id: number): readonly number[];
}

/**
 * The tree as it would be after the operations checked so far, without touching it.
 * New nodes have ascending ids, so three parallel lists and a binary search replace a map: mounting stays cheap.
 */
export class FrameOverlay {
  readonly #tree: TreeReader;
  readonly #ids: number[] = [];
  readonly #entries: (CatalogueEntry | null)[] = [];
  readonly #parents: number[] = [];
  readonly #childCounts = new Map<number, number>();
  readonly #grown = new Set<number>();
  readonly #removed = new Set<number>();
  #removedLive = 0;
  #lastId: number;

  constructor(tree: TreeReader) {
    this.#tree = tree;
    this.#lastId = tree.lastId;
  }

  get lastId(): number {
    return this.#lastId;
  }

  /** Live nodes; nodes that were added and removed again in the same frame count. */
  get size(): number {
    return this.#tree.size + this.#ids.length - this.#removedLive;
  }

  add(id: number, entry: CatalogueEntry | null, parent: number): void {
    this.#ids.push(id);
    this.#entries.push(entry);
    this.#parents.push(parent);
    this.#lastId = id;
  }

  /** Notes that a child was put below `parent`, after `add`. */
  countNew(parent: number): void {
    if (this.isNew(parent)) return;
    this.#childCounts.set(parent, this.childCount(parent) + 1);
    this.#grown.add(parent);
  }

  /** True for nodes of this frame. */
  isNew(id: number): boolean {
    return id > this.#tree.lastId;
  }

  /** True when this frame put something below it. */
  hasGrown(id: number): boolean {
    return this.#grown.has(id);
  }

  /** Only for nodes that were there before: counting those of this frame would cost more than any use of it. */
  childCount(id: number): number {
    return this.#childCounts.get(id) ?? this.#tree.childCount(id);
  }

  /** Ancestors of a live node below the view. */
  depthOf(id: number): number {
    let depth = 0;
    for (let current = id; current > 0; current = this.#anyParentOf(current)) depth++;
    return depth;
  }

  /** The row of a live component, null for a live text, undefined when the node is not there. */
  entryOf(id: number): CatalogueEntry | null | undefined {
    if (this.#removed.size > 0 && this.#isRemoved(id)) return undefined;
    return this.#anyEntryOf(id);
  }

  /** The parent of a live node, -1 when the node is not there. */
  parentOf(id: number): number {
    return id === 0 || this.entryOf(id) === undefined ? -1 : this.#anyParentOf(id);
  }

  remove(id: number): void {
    const parent = this.#anyParentOf(id);
    if (!this.isNew(parent)) this.#childCounts.set(parent, this.childCount(parent) - 1);
    this.#markRemoved(id);
  }

  /** Removes all children; none of them may be of this frame. */
  clear(parent: number): void {
    if (this.childCount(parent) === 0) return;
    for (const id of this.#tree.childIds(parent)) this.#markRemoved(id);
    this.#childCounts.set(parent, 0);
  }

  #markRemoved(id: number): void {
    if (this.#removed.has(id)) return;
    if (this.isNew(id)) {
      this.#removed.add(id);
      return;
    }
    this.#tree.visitSubtree(id, (below) => {
      if (this.#removed.has(below)) return;
      this.#removed.add(below);
      this.#removedLive++;
    });
  }

  #isRemoved(id: number): boolean {
    let current = id;
    while (current > this.#tree.lastId) {
      if (this.#removed.has(current)) return true;
      current = this.#anyParentOf(current);
    }
    return this.#removed.has(current);
  }

  #anyEntryOf(id: number): CatalogueEntry | null | undefined {
    if (id <= this.#tree.lastId) return this.#tree.entryOf(id);
    const index = this.#find(id);
    return index < 0 ? undefined : (this.#entries[index] as CatalogueEntry | null);
  }

  #anyParentOf(id: number): number {
    if (id <= this.#tree.lastId) return this.#tree.parentOf(id);
    return this.#parents[this.#find(id)] ?? -1;
  }

  #find(id: number): number {
    let low = 0;
    let high = this.#ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#ids[middle] as number;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
