import type { CatalogueEntry } from '../../protocol/ui/catalogue.ts';

export type ElementProps = Readonly<Record<string, unknown>>;

const NO_PROPS: ElementProps = Object.freeze({});

/** One part of a view as React built it, and what the window knows of it. Siblings are a linked list: moving is cheap. */
export class GuestNode {
  /** Null for text. */
  readonly entry: CatalogueEntry | null;
  readonly key: string | null;
  props: ElementProps;
  text = '';
  hidden = false;

  parent: GuestNode | null = null;
  first: GuestNode | null = null;
  last: GuestNode | null = null;
  next: GuestNode | null = null;
  previous: GuestNode | null = null;

  /** 0 until the window has it. */
  id = 0;
  sentProps: ElementProps = NO_PROPS;
  sentText = '';
  sentHidden = false;
  /** The children as the window has them, from the first change until it is sent. */
  sentOrder: GuestNode[] | null = null;
  /** The value in the window's field, as far as the add-in knows: it may run ahead of what was proposed. */
  knownDraft: unknown;
  /** Number of the last edit that arrived here. */
  editCount = 0;

  constructor(entry: CatalogueEntry | null, props: ElementProps = NO_PROPS, key: string | null = null) {
    this.entry = entry;
    this.key = key;
    this.props = props;
  }

  /** Puts `child` before `before`, or at the end; takes it from where it was. */
  insert(child: GuestNode, before: GuestNode | null): void {
    child.detach();
    child.parent = this;
    child.next = before;
    child.previous = before ? before.previous : this.last;
    if (child.previous) child.previous.next = child;
    else this.first = child;
    if (before) before.previous = child;
    else this.last = child;
  }

  detach(): void {
    if (!this.parent) return;
    if (this.previous) this.previous.next = this.next;
    else this.parent.first = this.next;
    if (this.next) this.next.previous = this.previous;
    else this.parent.last = this.previous;
    this.parent = null;
    this.next = null;
    this.previous = null;
  }

  children(): GuestNode[] {
    const list: GuestNode[] = [];
    for (let child = this.first; child; child = child.next) list.push(child);
    return list;
  }

  /** True when this is `root` or below it. */
  isBelow(root: GuestNode): boolean {
    let current: GuestNode | null = this;
    while (current && current !== root) current = current.parent;
    return current === root;
  }
}
