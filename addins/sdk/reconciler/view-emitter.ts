import { UI_CREDIT } from '../../protocol/limits.ts';
import { rootEntry } from '../../protocol/ui/catalogue.ts';
import { FAILURE_CHARACTERS, OP, RESENDS, type UiFrame } from '../../protocol/ui/ui-frames.ts';
import { soon } from '../compartment-globals.ts';
import { type Area, Measurements } from '../measurements.ts';
import { writeChildren } from './child-order.ts';
import { GuestNode } from './guest-node.ts';
import { OpWriter, WireNames } from './op-writer.ts';

/** One-off operations that may wait for the window; more are calls in a loop. */
const WAITING = 1_000;

/**
 * The top of a view. It knows who sends the view; in a weak map beside it that would be kept alive, with all that hangs
 * below it, until the whole heap is looked at: an engine that collects what is young takes the values of such a map for used.
 */
class TopNode extends GuestNode {
  readonly emitter: ViewEmitter;

  constructor(emitter: ViewEmitter) {
    super(rootEntry);
    this.emitter = emitter;
  }
}

/** The emitter of the view that `node` belongs to, undefined while it hangs in the air. */
export function emitterOf(node: GuestNode): ViewEmitter | undefined {
  let top = node;
  while (top.parent) top = top.parent;
  return top instanceof TopNode ? top.emitter : undefined;
}

/**
 * Sends one view. It remembers which nodes changed, not what changed: however long the window takes, what waits
 * is never more than the difference between what it has and what there is now.
 */
export class ViewEmitter {
  readonly root: GuestNode = new TopNode(this);
  readonly measurements = new Measurements();
  readonly #frameId: string;
  readonly #send: (frame: UiFrame) => void;
  #numbers = new WireNames();
  #credit = UI_CREDIT;
  /** More changes than the window draws: a second frame under way would be one that nobody sees. */
  #isAhead = false;
  readonly #changedParents = new Set<GuestNode>();
  readonly #changedNodes = new Set<GuestNode>();
  /** Operations that say something once, after everything else of their frame. */
  #oneOff: ((writer: OpWriter) => readonly number[] | null)[] = [];
  #flushPlanned = false;
  #resends = 0;
  #isSeen = true;

  constructor(frameId: string, send: (frame: UiFrame) => void) {
    this.#frameId = frameId;
    this.#send = send;
  }

  nodeOf(id: number): GuestNode | undefined {
    const node = this.#numbers.nodeOf(id);
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
    this.#once((writer) => (node.id === 0 ? null : [OP.call, node.id, this.#numbers.name(method), writer.code(value)]));
  }

  /** Where a component is drawn, null when it is not on the screen. */
  measure(node: GuestNode): Promise<Area | null> {
    if (!this.#isSeen) return Promise.resolve(null);
    return this.measurements.measure(node, (asked, number) =>
      this.#once(() => (asked.id === 0 ? null : [OP.ask, asked.id, this.#numbers.name('measure'), number])),
    );
  }

  rows(node: GuestNode, answer: { revision: number; start: number; columns: number; cells: unknown[] }): void {
    const { revision, start, columns, cells } = answer;
    this.#once((writer) => (node.id === 0 ? null : [OP.rows, node.id, revision, start, columns, writer.code(cells)]));
  }

  done(eventNumber: number, problem: string | null): void {
    const words = problem === null ? null : problem.slice(0, FAILURE_CHARACTERS);
    this.#once((writer) => [OP.done, eventNumber, writer.code(words)]);
  }

  fail(message: string, stack: string): void {
    const [words, where] = [message.slice(0, FAILURE_CHARACTERS), stack.slice(0, FAILURE_CHARACTERS)];
    this.#once((writer) => [OP.fail, writer.code(words), writer.code(where)]);
  }

  /** One frame is being drawn. */
  acknowledge(): void {
    this.#credit = Math.min(UI_CREDIT, this.#credit + 1);
    this.#isAhead = this.#hasNews();
    this.flush();
  }

  /** The window refused a frame and has nothing any more. False when that happened too often: then it gets no more. */
  resend(): boolean {
    this.#resends++;
    if (this.#resends > RESENDS) this.#credit = Number.NEGATIVE_INFINITY;
    else this.#resendNow();
    return this.#resends <= RESENDS;
  }

  /** Even when nobody sees it: the window waits for it, and keeps the picture and what was typed until it is there. */
  #resendNow(): void {
    const isSeen = this.#isSeen;
    this.#isSeen = true;
    this.#startOver();
    this.#isSeen = isSeen;
  }

  /** While a view cannot be seen nothing is sent: what changes meanwhile goes as one frame when it is seen again. */
  setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (!isSeen) this.measurements.answerAll();
    this.flush();
  }

  /** A new window: it has nothing yet, and numbers start again. */
  restart(): void {
    this.#resends = 0;
    this.#isSeen = true;
    this.#startOver();
  }

  #startOver(): void {
    this.measurements.answerAll();
    this.#numbers = new WireNames();
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
    if (!this.#hasRoom() || !this.#isSeen || !this.#hasNews()) return;
    const writer = new OpWriter(this.#numbers);
    this.#writeParents(writer);
    this.#writeNodes(writer);
    this.#writeOneOff(writer);
    for (const parent of writer.unfinished) this.#changedParents.add(parent);
    if (writer.isEmpty) return;
    this.#credit--;
    const { values } = writer;
    const names = this.#numbers.takeNewNames();
    this.#send([this.#frameId, this.#numbers.nextSequence(), names, writer.numbers(), values]);
    if (writer.isFull) this.flush();
  }

  #hasRoom(): boolean {
    return this.#credit > (this.#isAhead ? UI_CREDIT - 1 : 0);
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

  #writeNodes(writer: OpWriter): void {
    for (const node of this.#changedNodes) {
      if (writer.isFull) return;
      this.#changedNodes.delete(node);
      if (node.id !== 0) writer.changes(node);
    }
  }

  /** Where a frame is full, they wait for the rest: what they are about may be in it. */
  #writeOneOff(writer: OpWriter): void {
    let written = 0;
    for (const write of this.#oneOff) {
      if (writer.isFull) break;
      written++;
      const ops = write(writer);
      if (ops) writer.ops.addAll(...ops);
    }
    this.#oneOff.splice(0, written);
  }

  #once(write: (writer: OpWriter) => readonly number[] | null): void {
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
