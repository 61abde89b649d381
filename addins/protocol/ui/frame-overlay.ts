import type { CatalogueEntry } from './catalogue.ts';

/** What a check has to know of the tree as it stands. `null` is a text node, `undefined` no node. Node 0 is the view. */
export interface TreeReader {
  readonly lastId: number;
  /** Number of live nodes. */
  readonly size: number;
  entryOf(id: number): CatalogueEntry | null | undefined;
  parentOf(id: number): number;
  childCount(id: number): number;
  childIds(id: number): readonly number[];
}

/**
 * The tree as it would be after the operations checked so far, without touching it.
 * New nodes take the next ids, so two parallel lists replace a map: mounting stays cheap. No question takes longer the
 * more a frame has said before it: what a frame costs is bounded by its length.
 */
export class FrameOverlay {
  readonly #tree: TreeReader;
  readonly #entries: (CatalogueEntry | null)[] = [];
  readonly #parents: number[] = [];
  readonly #childCounts = new Map<number, number>();
  readonly #grown = new Set<number>();
  /** Nodes that are gone, each with everything below it. */
  readonly #removed = new Set<number>();
  /** New nodes by their parents; made when something is removed that may have some. */
  #newChildren: Map<number, number[]> | undefined;
  readonly #liveDepths = new Map<number, number>([[0, 0]]);
  #removedLive = 0;

  constructor(tree: TreeReader) {
    this.#tree = tree;
  }

  get lastId(): number {
    return this.#tree.lastId + this.#parents.length;
  }

  /** Nodes of this frame. */
  get added(): number {
    return this.#parents.length;
  }

  /** Live nodes; nodes that were added and removed again in the same frame count. */
  get size(): number {
    return this.#tree.size + this.#parents.length - this.#removedLive;
  }

  /** Adds a node with the next id. */
  add(entry: CatalogueEntry | null, parent: number): void {
    this.#entries.push(entry);
    this.#parents.push(parent);
    if (this.#newChildren) noteChild(this.#newChildren, parent, this.lastId);
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
    let current = id;
    for (; this.isNew(current); current = this.#anyParentOf(current)) depth++;
    return depth + this.#liveDepthOf(current);
  }

  #liveDepthOf(id: number): number {
    const known = this.#liveDepths.get(id);
    if (known !== undefined) return known;
    const parent = this.#tree.parentOf(id);
    const depth = parent < 0 ? 0 : this.#liveDepthOf(parent) + 1;
    this.#liveDepths.set(id, depth);
    return depth;
  }

  /** The row of a live component, null for a live text, undefined when the node is not there. */
  entryOf(id: number): CatalogueEntry | null | undefined {
    if (this.#removed.size > 0 && this.#removed.has(id)) return undefined;
    return this.isNew(id) ? this.#entries[id - this.#tree.lastId - 1] : this.#tree.entryOf(id);
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

  #markRemoved(top: number): void {
    this.#newChildren ??= this.#newByParents();
    const waiting = [top];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (this.#removed.has(id)) continue;
      this.#removed.add(id);
      for (const child of this.#newChildren.get(id) ?? []) waiting.push(child);
      if (this.isNew(id)) continue;
      this.#removedLive++;
      for (const child of this.#tree.childIds(id)) waiting.push(child);
    }
  }

  #newByParents(): Map<number, number[]> {
    const children = new Map<number, number[]>();
    let id = this.#tree.lastId;
    for (const parent of this.#parents) noteChild(children, parent, ++id);
    return children;
  }

  #anyParentOf(id: number): number {
    return this.isNew(id) ? (this.#parents[id - this.#tree.lastId - 1] ?? -1) : this.#tree.parentOf(id);
  }
}

function noteChild(children: Map<number, number[]>, parent: number, child: number): void {
  const list = children.get(parent);
  if (list) list.push(child);
  else children.set(parent, [child]);
}
