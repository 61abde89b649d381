import type { HostNode } from './host-node.ts';

/** Places that are looked for in a list one by one; from then on it is linked: in a long list a look costs its length. */
const FEW_LOOKS = 8;

/**
 * The children of the nodes that a frame changes. Most frames change little, and the lists are changed as they are. One
 * whose places are asked for again and again is linked for the rest of the frame, so that no frame takes longer than it
 * is long.
 */
export class ChildLists {
  readonly #looks = new Map<HostNode, number>();
  /** Parents that still list children which are gone. */
  readonly #gappy = new Set<HostNode>();
  readonly #linked = new Map<HostNode, LinkedChildren>();

  /** The children as they are now; not to be kept. */
  of(parent: HostNode): Iterable<HostNode> {
    const linked = this.#linked.get(parent);
    if (linked) return linked.values();
    this.#closeGaps(parent);
    return parent.children;
  }

  insert(parent: HostNode, child: HostNode, before: HostNode | null): void {
    const linked = before ? this.#looked(parent) : this.#linked.get(parent);
    if (linked) linked.insert(child, before);
    else if (before) parent.children.splice(parent.children.indexOf(before), 0, child);
    else parent.children.push(child);
  }

  move(parent: HostNode, child: HostNode, before: HostNode | null): void {
    const linked = this.#looked(parent);
    if (linked) linked.remove(child);
    else parent.children.splice(parent.children.indexOf(child), 1);
    this.insert(parent, child, before);
  }

  /** `child.parent` is null by now. */
  remove(parent: HostNode, child: HostNode): void {
    const linked = this.#linked.get(parent);
    if (linked) linked.remove(child);
    // Taken out later, all at once: removing many one by one would copy the list each time.
    else this.#gappy.add(parent);
  }

  replace(parent: HostNode, children: HostNode[]): void {
    this.#linked.delete(parent);
    this.#gappy.delete(parent);
    parent.children = children;
  }

  /** After the last change. */
  finish(): void {
    for (const parent of this.#gappy) this.#closeGaps(parent);
    for (const [parent, linked] of this.#linked) parent.children = [...linked.values()];
  }

  /** The linked list where it pays; else the plain one has no gaps now. */
  #looked(parent: HostNode): LinkedChildren | undefined {
    const linked = this.#linked.get(parent);
    if (linked) return linked;
    this.#closeGaps(parent);
    const looks = this.#looks.get(parent) ?? 0;
    this.#looks.set(parent, looks + 1);
    if (looks < FEW_LOOKS) return undefined;
    this.#looks.delete(parent);
    const made = new LinkedChildren(parent.children);
    this.#linked.set(parent, made);
    return made;
  }

  #closeGaps(parent: HostNode): void {
    if (this.#gappy.delete(parent)) parent.children = parent.children.filter((child) => child.parent === parent);
  }
}

/** `null` stands for both ends. */
class LinkedChildren {
  readonly #next = new Map<HostNode | null, HostNode | null>([[null, null]]);
  readonly #previous = new Map<HostNode | null, HostNode | null>([[null, null]]);

  constructor(children: readonly HostNode[]) {
    for (const child of children) this.insert(child, null);
  }

  insert(child: HostNode, before: HostNode | null): void {
    const previous = this.#previous.get(before) ?? null;
    this.#join(previous, child);
    this.#join(child, before);
  }

  remove(child: HostNode): void {
    this.#join(this.#previous.get(child) ?? null, this.#next.get(child) ?? null);
    this.#next.delete(child);
    this.#previous.delete(child);
  }

  *values(): Generator<HostNode> {
    for (let child = this.#next.get(null); child; child = this.#next.get(child)) yield child;
  }

  #join(left: HostNode | null, right: HostNode | null): void {
    this.#next.set(left, right);
    this.#previous.set(right, left);
  }
}
