import { toBulkheadError } from '../../addins/protocol/errors.ts';
import { INSPECT_PAGE } from '../../addins/protocol/inspect/inspect-limits.ts';
import type { Changes } from '../../addins/protocol/inspect/inspect-messages.ts';
import { applyChanges, type DescribedObject, readObject } from './described-object.ts';
import { childPath, type GridPath, isWithin, lastName, parentPath, ROOT_PATH } from './grid-path.ts';
import type { GridSource } from './grid-source.ts';
import { type MergedRow, mergeRows } from './merge-rows.ts';

/** What stands inside one place: the shown objects themselves, or the objects in one property of each. */
export interface GridLevel {
  readonly path: GridPath;
  readonly handles: readonly number[];
  /**
   * - loading: nothing to show yet; - ready; - failed: `problem` says why; - gone: not there any more
   * - none: there is nothing in this place; - above: it is an object that is open further up
   */
  readonly state: 'loading' | 'ready' | 'failed' | 'gone' | 'none' | 'above';
  readonly problem: string;
  /** One for each shown object, in the same order on every level. */
  readonly objects: readonly DescribedObject[];
  readonly rows: readonly MergedRow[];
  /** Which turn of the grid it was read in. */
  readonly turn: number;
}

export interface LevelEvents {
  /** A level was read, for the first time or again. */
  onRead(level: GridLevel): void;
  /** Values of a level changed. */
  onValues(level: GridLevel, names: readonly string[]): void;
}

/** Reads what a grid shows from its source, and keeps it up to date. */
export class GridLevels {
  readonly #events: LevelEvents;
  readonly #levels = new Map<GridPath, GridLevel>();
  readonly #watches = new Map<GridPath, () => void>();
  readonly #readings = new Map<GridPath, { turn: number; handles: readonly number[]; isStale: boolean }>();
  /** Items of long lists that a person asked for. */
  readonly #wanted = new Map<GridPath, number>();
  #source: GridSource | null = null;
  /** Counts up with every turn to other objects: what is on its way from before is no longer wanted. */
  #turn = 0;

  constructor(events: LevelEvents) {
    this.#events = events;
  }

  get source(): GridSource | null {
    return this.#source;
  }

  get(path: GridPath): GridLevel | undefined {
    return this.#levels.get(path);
  }

  /**
   * A level that can be asked about. After a turn what was read before is still shown, but its numbers may mean
   * other objects by now.
   */
  current(path: GridPath): GridLevel | undefined {
    const level = this.#levels.get(path);
    return level?.state === 'ready' && level.turn === this.#turn && this.#source ? level : undefined;
  }

  /** Turns to other objects, or to the same ones in another process. What was read stays until the new is there. */
  turnTo(source: GridSource | null, handles: readonly number[]): void {
    this.#turn++;
    this.#readings.clear();
    for (const stop of this.#watches.values()) stop();
    this.#watches.clear();
    this.#source = source;
    if (!source) return;
    if (handles.length === 0) this.#levels.clear();
    else void this.#read(ROOT_PATH, handles);
  }

  /** Reads what stands in a property; the level above must have been read. */
  async open(path: GridPath): Promise<void> {
    const source = this.#source;
    const parent = this.current(parentPath(path));
    if (!source || !parent) return;
    const turn = this.#turn;
    if (!this.#levels.has(path)) this.#put(blankLevel(path, 'loading'));
    try {
      const parts = await Promise.all(parent.handles.map((handle) => source.expand(handle, lastName(path))));
      if (turn !== this.#turn || this.#levels.get(parent.path)?.handles !== parent.handles) return;
      const handles = parts.filter((part) => part !== null);
      const shown = this.current(path);
      if (shown && sameHandles(shown.handles, handles)) return;
      if (handles.length < parts.length) this.#put(blankLevel(path, 'none'));
      else if (this.#isAbove(path, handles)) this.#put(blankLevel(path, 'above'));
      else await this.#read(path, handles);
    } catch (thrown) {
      if (turn === this.#turn) this.#put(failedLevel(path, thrown));
    }
  }

  /** Forgets what stands in a property, and everything inside it. */
  close(path: GridPath): void {
    for (const [each, stop] of [...this.#watches]) {
      if (!isWithin(each, path)) continue;
      stop();
      this.#watches.delete(each);
    }
    for (const each of [...this.#levels.keys()]) if (isWithin(each, path)) this.#levels.delete(each);
  }

  /** Reads a level again. */
  readAgain(path: GridPath): void {
    const level = this.#levels.get(path);
    if (level?.turn !== this.#turn) return;
    if (level.handles.length > 0) void this.#read(path, level.handles);
    else if (path !== ROOT_PATH) void this.open(path);
  }

  readMore(path: GridPath): void {
    this.#wanted.set(path, (this.#wanted.get(path) ?? INSPECT_PAGE) + INSPECT_PAGE);
    this.readAgain(path);
  }

  /** Takes over what a change of our own gave. */
  apply(level: GridLevel, object: DescribedObject, { version, changed }: AppliedChange): void {
    applyChanges(object, version, changed);
    this.#renew(
      level,
      changed.map(([name]) => name),
    );
  }

  /** Reads a level, once more afterwards where that was asked for meanwhile: however often, one reading is under way. */
  async #read(path: GridPath, handles: readonly number[]): Promise<void> {
    const reading = this.#readings.get(path);
    if (reading?.turn === this.#turn && sameHandles(reading.handles, handles)) {
      reading.isStale = true;
      return;
    }
    const mine = { turn: this.#turn, handles, isStale: false };
    this.#readings.set(path, mine);
    do {
      mine.isStale = false;
      await this.#readOnce(path, handles);
    } while (mine.isStale && mine.turn === this.#turn && this.#readings.get(path) === mine);
    if (this.#readings.get(path) === mine) this.#readings.delete(path);
  }

  async #readOnce(path: GridPath, handles: readonly number[]): Promise<void> {
    const source = this.#source;
    if (!source) return;
    const turn = this.#turn;
    const early: (() => void)[] = [];
    let isRead = false;
    this.#watch(path, handles, (take) => (isRead ? take() : early.push(take)));
    const isWanted = () => turn === this.#turn && (path === ROOT_PATH || this.#levels.has(path));
    try {
      const items = this.#wanted.get(path) ?? INSPECT_PAGE;
      const objects = await Promise.all(handles.map((handle) => readObject(source, handle, items)));
      if (!isWanted()) return;
      this.#put(readLevel(path, handles, objects));
      isRead = true;
      for (const take of early) take();
    } catch (thrown) {
      if (isWanted()) this.#put(failedLevel(path, thrown, handles));
    }
  }

  /** Listens to the objects of a level; every change comes as a task. */
  #watch(path: GridPath, handles: readonly number[], onChange: (take: () => void) => void): void {
    const stops = handles.map((handle, index) =>
      this.#source?.watch(handle, (version, changes) =>
        onChange(() => this.#onChanged(path, index, { version, changes })),
      ),
    );
    // The old watch ends after the new one began: what nobody watches is let go over there.
    this.#watches.get(path)?.();
    this.#watches.set(path, () => {
      for (const stop of stops) stop?.();
    });
  }

  #onChanged(path: GridPath, index: number, { version, changes }: { version: number; changes: Changes }): void {
    const level = this.#levels.get(path);
    const object = level?.objects[index];
    if (!level || !object || changes === null) {
      this.readAgain(path);
      return;
    }
    this.apply(level, object, { version, changed: changes });
  }

  #renew(level: GridLevel, names: readonly string[]): void {
    if (this.#levels.get(level.path) !== level) return;
    const renewed = { ...level, rows: mergeRows(level.objects) };
    this.#levels.set(level.path, renewed);
    for (const name of names) {
      const path = childPath(level.path, name);
      // Another object may stand there now.
      if (this.#levels.has(path) && renewed.rows.some(({ row }) => row.name === name && row.type === 'object')) {
        void this.open(path);
      }
    }
    this.#events.onValues(renewed, names);
  }

  #put(blank: GridLevel): void {
    const level = { ...blank, turn: this.#turn };
    this.#levels.set(level.path, level);
    this.#events.onRead(level);
  }

  #isAbove(path: GridPath, handles: readonly number[]): boolean {
    for (let above = path; above !== ROOT_PATH; ) {
      above = parentPath(above);
      if (this.#levels.get(above)?.handles.some((handle) => handles.includes(handle))) return true;
    }
    return false;
  }
}

interface AppliedChange {
  version: number;
  changed: NonNullable<Changes>;
}

function sameHandles(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((handle, index) => handle === right[index]);
}

function blankLevel(path: GridPath, state: GridLevel['state']): GridLevel {
  return { path, handles: [], state, problem: '', objects: [], rows: [], turn: 0 };
}

function failedLevel(path: GridPath, thrown: unknown, handles: readonly number[] = []): GridLevel {
  return { ...blankLevel(path, 'failed'), handles, problem: toBulkheadError(thrown).message };
}

function readLevel(path: GridPath, handles: readonly number[], read: readonly (DescribedObject | null)[]): GridLevel {
  const objects = read.filter((object) => object !== null);
  // Several lists have no items in common: their numbers mean nothing to each other.
  const isOneList = objects.length === 1 || !objects.some(({ definition }) => 'item' in definition);
  if (objects.length < read.length || !isOneList) return { ...blankLevel(path, 'gone'), handles };
  return { ...blankLevel(path, 'ready'), handles, objects, rows: mergeRows(objects) };
}
