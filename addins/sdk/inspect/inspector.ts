import { BulkheadError } from '../../protocol/errors.ts';
import { INSPECT_DEPTH, INSPECT_HANDLES } from '../../protocol/inspect/inspect-limits.ts';
import type { Changes, Description, Outcome, Page } from '../../protocol/inspect/inspect-messages.ts';
import type { InspectMethod, InspectParameters } from '../../protocol/inspect/inspect-methods.ts';
import { soon, startTimer } from '../compartment-globals.ts';
import { type Registration, registrationOf } from './inspectable.ts';
import { ShapeTable } from './shape-table.ts';
import { messageOf } from './shown-value.ts';
import { listSlots, objectSlots, type Slot } from './slots.ts';
import { Target, type Written } from './target.ts';

/** Milliseconds between two notices about the same objects: a window shows no more than one picture in that time. */
const NOTICE_GAP = 16;

interface Entry {
  readonly handle: number;
  readonly target: Target;
  /** The inspectable object that it is, or is a part of. */
  readonly root: object;
  readonly depth: number;
  /** The parts that were opened, by property. */
  readonly parts: Map<string, number>;
  /** Grids of the add-in's own views that show it. */
  shownBy: number;
  /** Grids of the window that hold it. */
  readonly heldBy: Set<number>;
  readonly watchedBy: Set<number>;
  /** Names to look at again, null for all; undefined when nothing is to be told. */
  dirty: Set<string> | null | undefined;
  forget(): void;
}

export interface InspectorOptions {
  /** Tells the window what changed. */
  notify(handle: number, version: number, changes: Changes): void;
  /** Writes down what an author's own function did wrong. */
  report(text: string): void;
}

/** The objects of one add-in that its window may look into. */
export class Inspector {
  readonly #options: InspectorOptions;
  readonly #shapes = new ShapeTable();
  /** The same object has the same number for as long as this generation lives. */
  readonly #numbers = new WeakMap<object, number>();
  readonly #entries = new Map<number, Entry>();
  #lastNumber = 0;
  #flushPlanned = false;

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  /** How many objects the window may ask about now. */
  get size(): number {
    return this.#entries.size;
  }

  /** The number that stands for an inspectable object on the wire. Throws for any other object. */
  handleOf(object: object): number {
    if (!registrationOf(object)) {
      throw new TypeError('PropertyGrid shows objects that were made with inspectable(object, { … }) only.');
    }
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = ++this.#lastNumber;
      this.#numbers.set(object, number);
    }
    return number;
  }

  /** Lets the window ask about these objects until the returned function is called. */
  show(objects: readonly object[]): () => void {
    const entries = objects.map((object) => this.#rootEntry(object));
    for (const entry of entries) entry.shownBy++;
    return () => {
      for (const entry of entries) entry.shownBy--;
      // Later: a grid that is drawn anew with the same objects shows them again in this turn.
      soon(() => {
        for (const entry of entries) this.#sweep(entry);
      });
    };
  }

  /** A new window: it holds nothing and knows nothing yet. */
  forgetWindow(): void {
    this.#shapes.forgetSent();
    for (const entry of this.#entries.values()) {
      entry.heldBy.clear();
      entry.watchedBy.clear();
      this.#sweep(entry);
    }
  }

  /** Answers one call of the window. The parameters were checked on the way in, the answer is on the way out. */
  answer(name: InspectMethod, parameters: readonly unknown[]): unknown {
    const method = this.#methods[name] as (parameters: readonly unknown[]) => unknown;
    return method(parameters);
  }

  readonly #methods: {
    readonly [Name in InspectMethod]: (parameters: InspectParameters<Name>) => unknown;
  } = {
    'inspect.describe': ([handle, page]) => this.#describe(handle, page),
    'inspect.set': ([handle, name, value, version]) =>
      this.#change(handle, (target) => target.set(name, value, version)),
    'inspect.reset': ([handle, name, version]) => this.#change(handle, (target) => target.reset(name, version)),
    'inspect.collection': ([handle, name, change, version]) =>
      this.#change(handle, (target) => target.collection(name, change, version)),
    'inspect.expand': ([handle, name, group]) => this.#expand(handle, name, group),
    'inspect.watch': ([handle, group]) => this.#watch(handle, group),
    'inspect.unwatch': ([handle, group]) => this.#unwatch(handle, group),
    'inspect.release': ([group]) => this.#release(group),
  };

  #describe(handle: number, page: Page): Description | null {
    const target = this.#entries.get(handle)?.target;
    if (!target) return null;
    try {
      const described = target.describe(page);
      const { shape } = target.options.slots;
      return { ...described, shape: shape.id, ...this.#shapes.announce(shape) };
    } catch {
      // What holds it holds something else now.
      return null;
    }
  }

  #change(handle: number, change: (target: Target) => Outcome): Outcome {
    const entry = this.#entries.get(handle);
    if (!entry) return { outcome: 'gone' };
    const outcome = change(entry.target);
    if (outcome.outcome !== 'ok') return outcome;
    // What else is computed from it, inside and outside, in this grid and in others. Told before the answer: whoever has
    // the answer knows the versions that came of it.
    this.#touch(entry.root, null);
    this.#flush();
    return outcome;
  }

  #expand(handle: number, name: string, group: number): number | null {
    const entry = this.#entries.get(handle);
    const slot = entry?.target.options.slots.named(name);
    if (!entry || !slot) return null;
    const part = this.#part(entry, slot);
    part?.heldBy.add(group);
    return part?.handle ?? null;
  }

  #part(entry: Entry, slot: Slot): Entry | null {
    const { type, properties } = slot.property;
    if (type !== 'object' && type !== 'list') return null;
    const value = slot.read();
    if (typeof value !== 'object' || value === null) return null;
    // The same object is the same handle: whoever walks in a circle notices.
    if (registrationOf(value)) return this.#rootEntry(value);
    if (entry.depth >= INSPECT_DEPTH || (type === 'object' && !properties)) return null;
    const known = this.#entries.get(entry.parts.get(slot.name) ?? 0);
    return known ?? this.#addPart(entry, slot);
  }

  #addPart(entry: Entry, slot: Slot): Entry {
    const { options } = entry.target;
    const { properties, type } = slot.property;
    const path = [...options.path, slot.name];
    const slots =
      type === 'list'
        ? listSlots(slot, this.#shapes)
        : objectSlots(properties ?? [], this.#shapes, () => objectIn(slot));
    const target = new Target({ ...options, slots, path, title: () => slot.row.label });
    const part = this.#add(++this.#lastNumber, { target, root: entry.root, depth: entry.depth + 1 });
    entry.parts.set(slot.name, part.handle);
    return part;
  }

  #rootEntry(object: object): Entry {
    const handle = this.handleOf(object);
    const known = this.#entries.get(handle);
    if (known) return known;
    const registration = registrationOf(object) as Registration;
    const target = new Target({
      key: registration.key.slice(0, 200),
      title: () => registrationOf(object)?.title() ?? '',
      slots: objectSlots(registration.properties, this.#shapes, () => object),
      path: [],
      onWrite: (written) => this.#tellAuthor(object, written),
    });
    const listen = (names: readonly string[] | null) => this.#touch(object, names);
    registration.listeners.add(listen);
    const forget = () => registration.listeners.delete(listen);
    return this.#add(handle, { target, root: object, depth: 0, forget });
  }

  /** The value is written by then: what the author's own function does wrong takes nothing back. */
  #tellAuthor(object: object, written: Written): void {
    try {
      registrationOf(object)?.onChange({ object: object as never, ...written });
    } catch (thrown) {
      this.#options.report(`onChange: ${messageOf(thrown)}`);
    }
  }

  #add(handle: number, parts: Pick<Entry, 'target' | 'root' | 'depth'> & { forget?(): void }): Entry {
    if (this.#entries.size >= INSPECT_HANDLES) {
      throw new BulkheadError('E_OVERLOAD', { message: 'Too many objects are open at once. Close some.' });
    }
    const collections = { parts: new Map(), heldBy: new Set<number>(), watchedBy: new Set<number>() };
    const entry: Entry = { forget: () => undefined, ...parts, handle, ...collections, shownBy: 0, dirty: undefined };
    this.#entries.set(handle, entry);
    return entry;
  }

  #watch(handle: number, group: number): null {
    const entry = this.#entries.get(handle);
    entry?.heldBy.add(group);
    entry?.watchedBy.add(group);
    return null;
  }

  #unwatch(handle: number, group: number): null {
    const entry = this.#entries.get(handle);
    if (entry) this.#letGo(entry, group);
    return null;
  }

  #release(group: number): null {
    for (const entry of this.#entries.values()) this.#letGo(entry, group);
    return null;
  }

  #letGo(entry: Entry, group: number): void {
    entry.watchedBy.delete(group);
    if (entry.heldBy.delete(group)) this.#sweep(entry);
  }

  #sweep(entry: Entry): void {
    if (entry.shownBy > 0 || entry.heldBy.size > 0 || !this.#entries.delete(entry.handle)) return;
    entry.forget();
  }

  /** Something of `root` may be different now: at `names`, or anywhere in it. */
  #touch(root: object, names: readonly string[] | null): void {
    for (const entry of this.#entries.values()) {
      if (entry.root !== root || entry.watchedBy.size === 0) continue;
      const isWhole = names === null || entry.dirty === null || entry.depth > 0;
      entry.dirty = isWhole ? null : new Set([...(entry.dirty ?? []), ...names]);
      this.#planFlush();
    }
  }

  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    soon(() => {
      this.#flush();
      // What changes again right away waits, and is told together.
      startTimer(() => {
        this.#flushPlanned = false;
        if ([...this.#entries.values()].some((entry) => entry.dirty !== undefined)) this.#planFlush();
      }, NOTICE_GAP);
    });
  }

  #flush(): void {
    for (const entry of this.#entries.values()) {
      if (entry.dirty === undefined) continue;
      const names = entry.dirty;
      entry.dirty = undefined;
      this.#tell(entry, names);
    }
  }

  #tell(entry: Entry, names: ReadonlySet<string> | null): void {
    const { target, handle } = entry;
    try {
      if (!target.refresh(names)) entry.dirty = null;
      const news = target.takeNews();
      if (news === null || news.length > 0) this.#options.notify(handle, target.version, news);
    } catch {
      // The object it was a part of holds another one now: the window asks and hears that it is gone.
      this.#options.notify(handle, target.version, null);
    }
  }
}

function objectIn(slot: Slot): object {
  const value = slot.read();
  if (typeof value !== 'object' || value === null) throw new TypeError('There is no object here any more.');
  return value;
}
