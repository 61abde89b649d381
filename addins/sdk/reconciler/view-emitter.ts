import { UI_CREDIT } from '../../protocol/limits.ts';
import { rootEntry } from '../../protocol/ui/catalogue.ts';
import { FAILURE_CHARACTERS, OP, type UiFrame } from '../../protocol/ui/ui-frames.ts';
import { soon } from '../compartment-globals.ts';
import { writeChildren } from './child-order.ts';
import { GuestNode } from './guest-node.ts';
import { OpWriter, WireNumbers } from './op-writer.ts';

/** One-off operations that may wait for the window; more are calls in a loop. */
const WAITING = 1_000;

/**
 * Sends one view. It remembers which nodes changed, not what changed: however long the window takes, what waits
 * is never more than the difference between what it has and what there is now.
 */
export class ViewEmitter {
  readonly root = new GuestNode(rootEntry, {});
  readonly #frameId: string;
  readonly #send: (frame: UiFrame) => void;
  #numbers = new WireNumbers();
  #credit = UI_CREDIT;
  readonly #changedParents = new Set<GuestNode>();
  readonly #changedNodes = new Set<GuestNode>();
  /** Operations that say something once, after everything else of their frame. */
  #oneOff: (() => unknown[] | null)[] = [];
  #flushPlanned = false;

  constructor(frameId: string, send: (frame: UiFrame) => void) {
    this.#frameId = frameId;
    this.#send = send;
  }

  nodeOf(id: number): GuestNode | undefined {
    const node = this.#numbers.byId.get(id);
    return node?.isBelow(this.root) ? node : undefined;
  }

  /** Called before the children of `parent` change. */
  childrenChange(parent: GuestNode): void {
    if (!this.#isSent(parent) || parent.sentOrder) return;
    parent.sentOrder = parent.children();
    this.#changedParents.add(parent);
  }

  nodeChanged(node: GuestNode): void {
    if (node.id !== 0) this.#changedNodes.add(node);
  }

  /** A method of a component, for example `focus`. */
  call(node: GuestNode, method: string, value: unknown): void {
    this.#once(() => (node.id === 0 ? null : [OP.call, node.id, this.#numbers.name(method), value]));
  }

  rows(node: GuestNode, answer: { revision: number; start: number; columns: number; cells: unknown[] }): void {
    const { revision, start, columns, cells } = answer;
    this.#once(() => (node.id === 0 ? null : [OP.rows, node.id, revision, start, columns, cells]));
  }

  done(eventNumber: number, problem: string | null): void {
    this.#once(() => [OP.done, eventNumber, problem === null ? null : problem.slice(0, FAILURE_CHARACTERS)]);
  }

  fail(message: string, stack: string): void {
    this.#once(() => [OP.fail, message.slice(0, FAILURE_CHARACTERS), stack.slice(0, FAILURE_CHARACTERS)]);
  }

  /** One frame was drawn. */
  acknowledge(): void {
    this.#credit = Math.min(UI_CREDIT, this.#credit + 1);
    this.flush();
  }

  /** A new window: it has nothing yet, and numbers start again. */
  restart(): void {
    this.#numbers = new WireNumbers();
    this.#credit = UI_CREDIT;
    this.#changedNodes.clear();
    this.#oneOff = [];
    forget(this.root);
    this.root.sentOrder = [];
    this.#changedParents.clear();
    this.#changedParents.add(this.root);
    this.flush();
  }

  /** Sends what changed, if the window has room for a frame. */
  flush(): void {
    if (this.#credit === 0 || !this.#hasNews()) return;
    const writer = new OpWriter(this.#numbers);
    this.#writeParents(writer);
    for (const node of this.#changedNodes) if (node.id !== 0) writer.changes(node);
    this.#changedNodes.clear();
    this.#writeOneOff(writer);
    for (const parent of writer.unfinished) this.#changedParents.add(parent);
    if (writer.ops.length === 0) return;
    this.#credit--;
    this.#send([this.#frameId, this.#numbers.nextSequence(), this.#numbers.takeNewNames(), writer.ops]);
    if (writer.unfinished.length > 0) this.flush();
  }

  #hasNews(): boolean {
    return this.#changedParents.size + this.#changedNodes.size + this.#oneOff.length > 0;
  }

  #writeParents(writer: OpWriter): void {
    const parents = [...this.#changedParents];
    this.#changedParents.clear();
    for (const parent of parents) {
      // What hangs in the air goes with its ancestor; what the window lacks comes with its own tree.
      if (this.#isSent(parent) && parent.isBelow(this.root)) writeChildren(parent, writer, this.#numbers);
      else parent.sentOrder = null;
    }
  }

  #writeOneOff(writer: OpWriter): void {
    const waiting = this.#oneOff;
    this.#oneOff = [];
    for (const write of waiting) {
      const ops = write();
      if (ops) writer.ops.push(...ops);
    }
  }

  #once(write: () => unknown[] | null): void {
    if (this.#oneOff.length >= WAITING) this.#oneOff.shift();
    this.#oneOff.push(write);
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    soon(() => {
      this.#flushPlanned = false;
      this.flush();
    });
  }

  #isSent(node: GuestNode): boolean {
    return node === this.root || node.id !== 0;
  }
}

/** What a window knew of a tree is worth nothing to the next one. */
function forget(node: GuestNode): void {
  node.id = 0;
  node.sentOrder = null;
  node.editCount = 0;
  for (let child = node.first; child; child = child.next) forget(child);
}
