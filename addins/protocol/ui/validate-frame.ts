import { UI_DEPTH, UI_NODES, UI_NODES_PER_FRAME, UI_NUMBERS_PER_FRAME, UI_OPS_PER_FRAME } from '../limits.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { checkNames, isNumbers } from './frame-form.ts';
import { FrameOverlay, type TreeReader } from './frame-overlay.ts';
import { FrameReader } from './frame-reader.ts';
import type { NameTable } from './name-table.ts';
import { isCell } from './prop-types.ts';
import { refuse } from './refuse.ts';
import {
  FAILURE_CHARACTERS,
  headerChildren,
  headerHasKey,
  headerListeners,
  headerProperties,
  isNodeId,
  KEY_CHARACTERS,
  OP,
  QUESTIONS,
  ROWS_CELLS,
} from './ui-frames.ts';

/** A tree together with the names that its frames use. */
export interface FrameTarget extends TreeReader {
  readonly names: NameTable;
  /** The text of a text node, or of a property when `property` names one; undefined when there is none. */
  textOf(id: number, property: string | null): string | undefined;
  /** The sequence number that the next frame must have. */
  readonly nextSequence: number;
}

/**
 * Checks a whole frame against the tree it is meant for, before anything of it is applied, and enters its new names.
 * Throws E_CONTRACT with a reason; the tree and its names are then as before.
 */
export function validateFrame(frame: readonly unknown[], target: FrameTarget): void {
  const [, sequence, newNames, ops, values] = frame;
  if (frame.length !== 5 || sequence !== target.nextSequence) refuse('a frame came out of order');
  if (!Array.isArray(newNames) || !isNumbers(ops) || !Array.isArray(values)) refuse('a frame had the wrong form');
  if (ops.length > UI_NUMBERS_PER_FRAME || values.length > ops.length) refuse('a frame was too long');
  const names = target.names.length;
  checkNames(newNames, names);
  target.names.append(newNames as string[]);
  try {
    new FrameCheck(new FrameReader(ops, values), target).run();
  } catch (thrown) {
    target.names.truncate(names);
    throw thrown;
  }
}

/** One pass over the operations of one frame. */
class FrameCheck {
  readonly #reader: FrameReader;
  readonly #names: NameTable;
  readonly #target: FrameTarget;
  readonly #overlay: FrameOverlay;
  readonly #spliceKeys = new Set<string>();

  constructor(reader: FrameReader, target: FrameTarget) {
    this.#reader = reader;
    this.#names = target.names;
    this.#target = target;
    this.#overlay = new FrameOverlay(target);
  }

  run(): void {
    const reader = this.#reader;
    let hasOnlySpliced = true;
    for (let left = UI_OPS_PER_FRAME; !reader.isDone; left--) {
      if (left === 0) refuse('there were too many operations');
      const code = reader.next();
      hasOnlySpliced &&= code === OP.splice;
      if (hasOnlySpliced) this.#splice();
      else this.#operation(code);
      reader.checkOperation();
    }
    reader.checkEnd();
    if (this.#overlay.size > UI_NODES) refuse('it had too many parts');
    if (this.#overlay.added > UI_NODES_PER_FRAME) refuse('it added too many parts at once');
  }

  #operation(code: number): void {
    if (code === OP.tree) this.#tree();
    else if (code === OP.set) this.#set();
    else if (code === OP.text) this.#text();
    else if (code === OP.propose) this.#propose();
    else this.#rarer(code);
  }

  #rarer(code: number): void {
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
    else if (code === OP.ask) this.#ask();
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
    const type = this.#reader.next();
    const id = this.#overlay.lastId + 1;
    if (!isNodeId(id)) refuse('it ran out of numbers');
    if (type === 0) {
      if (!parentEntry.takesText) refuse(`${parentEntry.name} takes no text`);
      this.#overlay.add(null, parent);
      this.#reader.anyText();
      return;
    }
    const entry = this.#names.entry(type);
    if (!entry) refuse('it had an unknown component');
    if (!parentEntry.takes(entry)) refuse(`${entry.name} cannot stand in ${parentEntry.name}`);
    this.#overlay.add(entry, parent);
    const header = this.#reader.next();
    if (!(header >= 0)) refuse('a header was not usable');
    if (headerHasKey(header)) this.#key();
    this.#props(entry, headerProperties(header));
    for (let left = headerListeners(header); left > 0; left--) this.#eventName(entry);
    for (let left = headerChildren(header); left > 0; left--) this.#node(entry, id, depth + 1);
  }

  #key(): void {
    const key = this.#reader.value();
    if (typeof key !== 'string' || key.length > KEY_CHARACTERS) refuse('a key was not usable');
  }

  #props(entry: CatalogueEntry, count: number): void {
    let seen = 0;
    for (let left = count; left > 0; left--) {
      const row = this.#names.prop(entry, this.#reader.next());
      const value = this.#reader.value();
      if (!row?.type.accepts(value)) refuse(`a property of ${entry.name} was not usable`);
      seen |= row.requiredBit;
      this.#reader.weigh(value);
    }
    if (seen !== entry.requiredBits) refuse(`${entry.name} lacked a property`);
  }

  #eventName(entry: CatalogueEntry): void {
    const name = this.#names.name(this.#reader.next());
    if (name === undefined || !entry.events.has(name)) refuse(`${entry.name} has no such event`);
  }

  #set(): void {
    const entry = this.#component();
    const row = this.#names.prop(entry, this.#reader.next());
    const value = this.#reader.value();
    if (!row || row.isDraft || !row.type.accepts(value)) refuse(`a property of ${entry.name} was not usable`);
    this.#reader.weigh(value);
  }

  #unset(): void {
    const entry = this.#component();
    const row = this.#names.prop(entry, this.#reader.next());
    if (row?.requiredBit !== 0) refuse(`a property of ${entry.name} cannot be taken away`);
  }

  #text(): void {
    if (this.#overlay.entryOf(this.#reader.next()) !== null) refuse('there was no such text');
    this.#reader.anyText();
  }

  #listen(): void {
    const entry = this.#component();
    this.#eventName(entry);
    this.#reader.bit();
  }

  #hide(): void {
    const id = this.#reader.next();
    if (id === 0 || this.#overlay.entryOf(id) === undefined) refuse('there was no such part');
    this.#reader.bit();
  }

  #call(): void {
    const entry = this.#component();
    const name = this.#names.name(this.#reader.next());
    if (name === undefined || !entry.spec.methods.includes(name)) refuse(`${entry.name} cannot do that`);
    if (!isCell(this.#reader.value())) refuse('a value was not usable');
  }

  #rows(): void {
    const entry = this.#component();
    if (!entry.spec.rows) refuse(`${entry.name} takes no rows`);
    this.#reader.whole();
    this.#reader.whole();
    const columns = this.#reader.whole();
    const cells = this.#reader.value();
    if (!Array.isArray(cells) || cells.length > ROWS_CELLS) refuse('there were too many cells');
    if (columns === 0 ? cells.length > 0 : cells.length % columns !== 0) refuse('a row was not complete');
    for (let index = 0; index < cells.length; index++) {
      if (!isCell(cells[index])) refuse('a cell was not usable');
      this.#reader.weigh(cells[index]);
    }
  }

  /** Changes a text that was there before this frame: nothing else may have changed it in between. */
  #splice(): void {
    const id = this.#reader.next();
    const name = this.#reader.next();
    const [at, deleted] = [this.#reader.whole(), this.#reader.whole()];
    const text = this.#spliced(id, name);
    const inserted = this.#reader.anyText();
    if (at + deleted > text.length) refuse('a text was shorter');
    const entry = this.#target.entryOf(id);
    const result = text.slice(0, at) + inserted + text.slice(at + deleted);
    if (entry && !this.#names.prop(entry, name)?.type.accepts(result))
      refuse(`a property of ${entry.name} was not usable`);
  }

  /** The text that a splice changes. No text is spliced twice in a frame. */
  #spliced(id: number, name: number): string {
    const entry = id === 0 ? undefined : this.#target.entryOf(id);
    const row = entry ? this.#names.prop(entry, name) : null;
    const property = name === 0 ? null : this.#names.name(name);
    if (entry === undefined || property === undefined || (entry === null) !== (name === 0) || row?.isDraft) {
      refuse('there was no such text');
    }
    const key = `${id} ${name}`;
    const text = this.#target.textOf(id, property);
    if (text === undefined || this.#spliceKeys.has(key)) refuse('there was no such text');
    this.#spliceKeys.add(key);
    return text;
  }

  #ask(): void {
    this.#component();
    const name = this.#names.name(this.#reader.next());
    if (name === undefined || !QUESTIONS.has(name)) refuse('it asked for something unknown');
    this.#reader.whole();
  }

  #propose(): void {
    const entry = this.#component();
    const value = this.#reader.value();
    const row = entry.spec.draft === undefined ? undefined : entry.props.get(entry.spec.draft);
    if (!row?.type.accepts(value)) refuse(`a value for ${entry.name} was not usable`);
    this.#reader.weigh(value);
    this.#reader.whole();
  }

  #done(): void {
    this.#reader.whole();
    const problem = this.#reader.value();
    if (problem !== null && (typeof problem !== 'string' || problem.length > FAILURE_CHARACTERS)) {
      refuse('a message was not usable');
    }
  }

  #fail(): void {
    this.#reader.shortText(FAILURE_CHARACTERS);
    this.#reader.shortText(FAILURE_CHARACTERS);
  }

  #move(): void {
    const parent = this.#parentId();
    const id = this.#reader.next();
    if (this.#overlay.parentOf(id) !== parent) refuse('something was moved to another place');
    this.#place(parent, id);
  }

  #remove(): void {
    const id = this.#reader.next();
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
    const count = this.#reader.count();
    if (count !== this.#overlay.childCount(parent)) refuse('an order did not name all children');
    const seen = new Set<number>();
    for (let index = 0; index < count; index++) {
      const id = this.#reader.next();
      if (seen.has(id) || this.#overlay.parentOf(id) !== parent) refuse('an order named something else');
      seen.add(id);
    }
  }

  /** Reads the place before which something goes: 0 or another child of `parent`. */
  #place(parent: number, moving: number): void {
    const before = this.#reader.next();
    if (before === 0) return;
    if (before === moving || this.#overlay.parentOf(before) !== parent) refuse('a place was not there');
  }

  #parentId(): number {
    const id = this.#reader.next();
    if (!this.#overlay.entryOf(id)) refuse('there was no such part');
    return id;
  }

  #component(): CatalogueEntry {
    const id = this.#reader.next();
    const entry = id === 0 ? undefined : this.#overlay.entryOf(id);
    if (!entry) refuse('there was no such part');
    return entry;
  }
}
