import { BulkheadError } from '../errors.ts';
import { isCount } from '../frame.ts';
import { FRAME_ITEMS, UI_DEPTH, UI_NODES, UI_OPS_PER_FRAME } from '../limits.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { FrameOverlay, type TreeReader } from './frame-overlay.ts';
import type { NameTable } from './name-table.ts';
import { isCell } from './prop-types.ts';
import {
  FAILURE_CHARACTERS,
  FRAME_CHARACTERS,
  headerChildren,
  headerHasKey,
  headerListeners,
  headerProperties,
  isNodeId,
  KEY_CHARACTERS,
  NAME_CHARACTERS,
  NAMES,
  OP,
  ROWS_CELLS,
} from './ui-frames.ts';

/** A tree together with the names that its frames use. */
export interface FrameTarget extends TreeReader {
  readonly names: NameTable;
  /** The sequence number that the next frame must have. */
  readonly nextSequence: number;
}

/**
 * Checks a whole frame against the tree it is meant for, before anything of it is applied, and enters its new names.
 * Throws E_CONTRACT with a reason; the tree and its names are then as before.
 */
export function validateFrame(frame: readonly unknown[], target: FrameTarget): void {
  const [, sequence, newNames, ops] = frame;
  if (frame.length !== 4 || sequence !== target.nextSequence) refuse('a frame came out of order');
  if (!Array.isArray(newNames) || !Array.isArray(ops)) refuse('a frame had the wrong form');
  if (ops.length > FRAME_ITEMS) refuse('a frame was too long');
  const names = target.names.length;
  checkNames(newNames, names);
  target.names.append(newNames as string[]);
  try {
    new FrameCheck(ops, target).run();
  } catch (thrown) {
    target.names.truncate(names);
    throw thrown;
  }
}

function checkNames(names: readonly unknown[], known: number): void {
  if (names.length + known > NAMES) refuse('there were too many names');
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    if (typeof name !== 'string' || name.length === 0 || name.length > NAME_CHARACTERS) refuse('a name was not usable');
  }
}

function refuse(reason: string): never {
  throw new BulkheadError('E_CONTRACT', { message: `The view was refused: ${reason}.` });
}

/** One pass over the operations of one frame. */
class FrameCheck {
  readonly #ops: readonly unknown[];
  readonly #names: NameTable;
  readonly #overlay: FrameOverlay;
  #at = 0;
  #weight = 0;

  constructor(ops: readonly unknown[], target: FrameTarget) {
    this.#ops = ops;
    this.#names = target.names;
    this.#overlay = new FrameOverlay(target);
  }

  run(): void {
    let count = 0;
    while (this.#at < this.#ops.length) {
      if (++count > UI_OPS_PER_FRAME) refuse('there were too many operations');
      this.#operation(this.#ops[this.#at++]);
      if (this.#at > this.#ops.length) refuse('it ended in the middle');
      if (this.#weight > FRAME_CHARACTERS) refuse('it carried too much text');
    }
    if (this.#overlay.size > UI_NODES) refuse('it had too many parts');
  }

  #operation(code: unknown): void {
    if (code === OP.tree) this.#tree();
    else if (code === OP.set) this.#set();
    else if (code === OP.text) this.#text();
    else if (code === OP.propose) this.#propose();
    else this.#rarer(code);
  }

  #rarer(code: unknown): void {
    if (code === OP.move) this.#move();
    else if (code === OP.remove) this.#remove();
    else if (code === OP.order) this.#order();
    else if (code === OP.clear) this.#clear();
    else if (code === OP.unset) this.#unset();
    else if (code === OP.listen) this.#listen();
    else if (code === OP.hide) this.#hide();
    else if (code === OP.call) this.#call();
    else if (code === OP.rows) this.#rows();
    else if (code === OP.done) this.#done();
    else if (code === OP.fail) this.#fail();
    else refuse('it had an unknown operation');
  }

  #tree(): void {
    const parent = this.#parentId();
    this.#place(parent, 0);
    const known = this.#overlay.entryOf(parent);
    if (!known) refuse('something was put into text');
    this.#node(known, parent, this.#overlay.depthOf(parent) + 1);
    this.#overlay.countNew(parent);
  }

  /** A node in preorder, with everything below it. */
  #node(parentEntry: CatalogueEntry, parent: number, depth: number): void {
    if (depth > UI_DEPTH) refuse('it was nested too deeply');
    const type = this.#ops[this.#at++];
    const id = this.#overlay.lastId + 1;
    if (!isNodeId(id)) refuse('it ran out of numbers');
    if (type === 0) {
      if (!parentEntry.takesText) refuse(`${parentEntry.name} takes no text`);
      this.#overlay.add(id, null, parent);
      this.#anyText();
      return;
    }
    const entry = this.#names.entry(type);
    if (!entry) refuse('it had an unknown component');
    if (!parentEntry.takes(entry)) refuse(`${entry.name} cannot stand in ${parentEntry.name}`);
    this.#overlay.add(id, entry, parent);
    const header = this.#ops[this.#at++];
    if (!isCount(header)) refuse('a header was not usable');
    if (headerHasKey(header)) this.#key();
    this.#props(entry, headerProperties(header));
    for (let left = headerListeners(header); left > 0; left--) this.#eventName(entry);
    for (let left = headerChildren(header); left > 0; left--) this.#node(entry, id, depth + 1);
  }

  #key(): void {
    const key = this.#ops[this.#at++];
    if (typeof key !== 'string' || key.length > KEY_CHARACTERS) refuse('a key was not usable');
  }

  #props(entry: CatalogueEntry, count: number): void {
    let seen = 0;
    for (let left = count; left > 0; left--) {
      const row = this.#names.prop(entry, this.#ops[this.#at++]);
      const value = this.#ops[this.#at++];
      if (!row?.type.accepts(value)) refuse(`a property of ${entry.name} was not usable`);
      seen |= row.requiredBit;
      this.#weigh(value);
    }
    if (seen !== entry.requiredBits) refuse(`${entry.name} lacked a property`);
  }

  #eventName(entry: CatalogueEntry): void {
    const name = this.#names.name(this.#ops[this.#at++]);
    if (name === undefined || !entry.events.has(name)) refuse(`${entry.name} has no such event`);
  }

  #set(): void {
    const entry = this.#component();
    const row = this.#names.prop(entry, this.#ops[this.#at++]);
    const value = this.#ops[this.#at++];
    if (!row || row.isDraft || !row.type.accepts(value)) refuse(`a property of ${entry.name} was not usable`);
    this.#weigh(value);
  }

  #unset(): void {
    const entry = this.#component();
    const row = this.#names.prop(entry, this.#ops[this.#at++]);
    if (row?.requiredBit !== 0) refuse(`a property of ${entry.name} cannot be taken away`);
  }

  #text(): void {
    if (this.#overlay.entryOf(this.#ops[this.#at++] as number) !== null) refuse('there was no such text');
    this.#anyText();
  }

  #listen(): void {
    const entry = this.#component();
    this.#eventName(entry);
    this.#bit();
  }

  #hide(): void {
    const id = this.#ops[this.#at++] as number;
    if (id === 0 || this.#overlay.entryOf(id) === undefined) refuse('there was no such part');
    this.#bit();
  }

  #call(): void {
    const entry = this.#component();
    const name = this.#names.name(this.#ops[this.#at++]);
    if (name === undefined || !entry.spec.methods.includes(name)) refuse(`${entry.name} cannot do that`);
    if (!isCell(this.#ops[this.#at++])) refuse('a value was not usable');
  }

  #rows(): void {
    const entry = this.#component();
    if (!entry.spec.rows) refuse(`${entry.name} takes no rows`);
    this.#whole();
    this.#whole();
    const columns = this.#whole();
    const cells = this.#ops[this.#at++];
    if (!Array.isArray(cells) || cells.length > ROWS_CELLS) refuse('there were too many cells');
    if (columns === 0 ? cells.length > 0 : cells.length % columns !== 0) refuse('a row was not complete');
    for (let index = 0; index < cells.length; index++) {
      if (!isCell(cells[index])) refuse('a cell was not usable');
      this.#weigh(cells[index]);
    }
  }

  #propose(): void {
    const entry = this.#component();
    const value = this.#ops[this.#at++];
    const row = entry.spec.draft === undefined ? undefined : entry.props.get(entry.spec.draft);
    if (!row?.type.accepts(value)) refuse(`a value for ${entry.name} was not usable`);
    this.#weigh(value);
    this.#whole();
  }

  #done(): void {
    this.#whole();
    const problem = this.#ops[this.#at++];
    if (problem !== null && (typeof problem !== 'string' || problem.length > FAILURE_CHARACTERS)) {
      refuse('a message was not usable');
    }
  }

  #fail(): void {
    this.#shortText(FAILURE_CHARACTERS);
    this.#shortText(FAILURE_CHARACTERS);
  }

  #move(): void {
    const parent = this.#parentId();
    const id = this.#ops[this.#at++] as number;
    if (this.#overlay.parentOf(id) !== parent) refuse('something was moved to another place');
    this.#place(parent, id);
  }

  #remove(): void {
    const id = this.#ops[this.#at++] as number;
    if (this.#overlay.parentOf(id) < 0) refuse('there was no such part');
    this.#overlay.remove(id);
  }

  #clear(): void {
    const parent = this.#parentId();
    if (this.#overlay.isNew(parent) || this.#overlay.hasGrown(parent)) refuse('something new was cleared');
    this.#overlay.clear(parent);
  }

  #order(): void {
    const parent = this.#parentId();
    if (this.#overlay.isNew(parent)) refuse('something new was put in order');
    const count = this.#count();
    if (count !== this.#overlay.childCount(parent)) refuse('an order did not name all children');
    const seen = new Set<unknown>();
    for (let index = 0; index < count; index++) {
      const id = this.#ops[this.#at++];
      if (seen.has(id) || this.#overlay.parentOf(id as number) !== parent) refuse('an order named something else');
      seen.add(id);
    }
  }

  /** Reads the place before which something goes: 0 or another child of `parent`. */
  #place(parent: number, moving: number): void {
    const before = this.#ops[this.#at++];
    if (before === 0) return;
    if (before === moving || this.#overlay.parentOf(before as number) !== parent) refuse('a place was not there');
  }

  #parentId(): number {
    const id = this.#ops[this.#at++];
    if (!this.#overlay.entryOf(id as number)) refuse('there was no such part');
    return id as number;
  }

  #component(): CatalogueEntry {
    const id = this.#ops[this.#at++] as number;
    const entry = id === 0 ? undefined : this.#overlay.entryOf(id);
    if (!entry) refuse('there was no such part');
    return entry;
  }

  #anyText(): void {
    const value = this.#ops[this.#at++];
    if (typeof value !== 'string') refuse('a text was not usable');
    this.#weight += value.length;
  }

  #shortText(maximum: number): void {
    const value = this.#ops[this.#at++];
    if (typeof value !== 'string' || value.length > maximum) refuse('a message was not usable');
  }

  #bit(): void {
    const value = this.#ops[this.#at++];
    if (value !== 0 && value !== 1) refuse('a switch was neither on nor off');
  }

  #whole(): number {
    const value = this.#ops[this.#at++];
    if (!Number.isInteger(value) || (value as number) < 0) refuse('a number was not usable');
    return value as number;
  }

  /** A number of things that follow: never more than there is left to read. */
  #count(): number {
    const value = this.#whole();
    if (value > this.#ops.length - this.#at) refuse('it ended in the middle');
    return value;
  }

  #weigh(value: unknown): void {
    if (typeof value === 'string') this.#weight += value.length;
    else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) this.#weigh((value as Record<string, unknown>)[key]);
    }
  }
}
