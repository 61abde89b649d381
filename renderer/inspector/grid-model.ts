import { toBulkheadError } from '../../addins/protocol/errors.ts';
import type { ListChange, Outcome } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { DescribedObject } from './described-object.ts';
import type { Draft } from './draft.ts';
import { GridDrafts, type LostEdit } from './grid-drafts.ts';
import { type GridLevel, GridLevels } from './grid-levels.ts';
import { childPath, type GridPath, lastName, parentPath, ROOT_PATH } from './grid-path.ts';
import { type GridRow, gridRows, type PropertyGridRow } from './grid-rows.ts';
import type { GridSource } from './grid-source.ts';
import { keepSame } from './keep-same.ts';

export interface GridSnapshot {
  readonly rows: readonly GridRow[];
  /** What the shown objects are called together. */
  readonly title: string;
  /** Nothing is shown yet, or nobody is there who could take edits. */
  readonly isWaiting: boolean;
  readonly lost: readonly LostEdit[];
  readonly filter: string;
  /** The row that the keyboard is at. */
  readonly activeId: string | undefined;
}

/** Milliseconds: what an add-in changes by itself is shown this often at most. */
const REDRAW_GAP = 16;

/** What a property grid knows and does, without drawing it. */
export class GridModel {
  readonly #listeners = new Set<() => void>();
  readonly #levels = new GridLevels({
    onRead: (level) => this.#onRead(level),
    onValues: (level, names) => {
      this.#drafts.meet(level, names);
      this.#publishSoon();
    },
  });
  readonly #drafts = new GridDrafts(this.#levels, {
    onDraft: () => this.#publish(),
    onLost: (lost) => {
      this.#lost = [...this.#lost, lost];
    },
  });
  readonly #open = new Set<GridPath>();
  readonly #folded = new Set<string>();
  readonly #notices = new Map<GridPath, string>();
  #handles: readonly number[] = [];
  #lost: readonly LostEdit[] = [];
  #filter = '';
  #activeId: string | undefined;
  #snapshot: GridSnapshot = { rows: [], title: '', isWaiting: true, lost: [], filter: '', activeId: undefined };
  #isPublishPlanned = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): GridSnapshot => this.#snapshot;

  /**
   * Shows these objects of `source`. Another source is another process: edits wait until its objects have been read
   * and go on there. Other objects of the same source are another selection: edits that were not taken over end.
   */
  show(source: GridSource | null, handles: readonly number[]): void {
    const isSameSource = source === this.#levels.source;
    if (isSameSource && handles.join() === this.#handles.join()) return;
    if (isSameSource) this.#drafts.dropWithin(ROOT_PATH);
    this.#handles = handles;
    this.#notices.clear();
    this.#levels.turnTo(source, handles);
    this.#publish();
  }

  /** Stops listening. Showing something starts it again. */
  stop(): void {
    this.#levels.turnTo(null, []);
  }

  activate(id: string): void {
    if (id === this.#activeId) return;
    this.#activeId = id;
    this.#publish();
  }

  search(text: string): void {
    this.#filter = text;
    this.#publish();
  }

  /** Opens or closes a category, an object or a list. */
  toggle(row: GridRow, isOpen = row.kind === 'note' ? false : !row.isOpen): void {
    if (row.kind === 'category') setMember(this.#folded, row.label, !isOpen);
    if (row.kind === 'property' && row.canOpen) {
      setMember(this.#open, row.path, isOpen);
      if (isOpen) void this.#levels.open(row.path);
      else this.#close(row.path);
    }
    this.#publish();
  }

  type(path: GridPath, text: string): void {
    this.#notices.delete(path);
    this.#drafts.type(path, text);
  }

  /** Takes over what was typed. */
  commit(path: GridPath): void {
    void this.#drafts.commit(path);
  }

  /** Chooses a value that needs no further typing. */
  choose(path: GridPath, text: string): void {
    this.type(path, text);
    this.commit(path);
  }

  /** How an edit stands, right after something was done with it. */
  stateOf(path: GridPath): Draft['state'] | undefined {
    return this.#drafts.get(path)?.state;
  }

  revert(path: GridPath): void {
    this.#drafts.drop(path);
  }

  keepMine(path: GridPath): void {
    void this.#drafts.keepMine(path);
  }

  reset({ path }: PropertyGridRow): void {
    this.#drafts.drop(path);
    void this.#ask(path, (source, object) => source.reset(object.handle, lastName(path), object.version));
  }

  /** Adds an item to a list, at its end or at `at`, and goes there. */
  insert(list: PropertyGridRow, at = listLength(list)): void {
    if (!list.isOpen) this.toggle(list, true);
    this.#changeList(list.path, { change: 'insert', at }, at);
  }

  remove({ place }: PropertyGridRow): void {
    if (!place?.rights.remove) return;
    const next = Math.min(place.index, place.count - 2);
    this.#changeList(place.list, { change: 'remove', at: place.index }, next);
  }

  move({ place }: PropertyGridRow, steps: number): void {
    const to = (place?.index ?? 0) + steps;
    if (!place?.rights.move || to < 0 || to >= place.count) return;
    this.#changeList(place.list, { change: 'move', from: place.index, to }, to);
  }

  readAgain(path: GridPath): void {
    this.#levels.readAgain(path);
  }

  readMore(path: GridPath): void {
    this.#levels.readMore(path);
  }

  forgetLost(): void {
    this.#lost = [];
    this.#publish();
  }

  #close(path: GridPath): void {
    this.#drafts.dropWithin(path);
    this.#levels.close(path);
  }

  #changeList(path: GridPath, change: ListChange, goTo: number): void {
    // The numbers of the items change: what was typed into one would go to another.
    for (const inner of [...this.#open]) if (parentPath(inner) === path) this.#drafts.dropWithin(inner);
    this.#activeId = goTo < 0 ? path : childPath(path, String(goTo));
    void this.#ask(path, (source, object) =>
      source.collection(object.handle, lastName(path), { change, version: object.version }),
    );
  }

  /** Asks for a change of something that is not typed, and says so at the row when it was not made. */
  async #ask(path: GridPath, ask: (source: GridSource, object: DescribedObject) => Promise<Outcome>): Promise<void> {
    this.#notices.delete(path);
    // What was typed before is taken over before.
    await this.#drafts.whenSent();
    const { source } = this.#levels;
    const level = this.#levels.current(parentPath(path));
    if (!source || !level) return;
    try {
      const outcomes = await Promise.all(level.objects.map((object) => ask(source, object)));
      if (this.#levels.source !== source) return;
      for (const [index, outcome] of outcomes.entries()) this.#take(path, index, outcome);
    } catch (thrown) {
      const error = toBulkheadError(thrown);
      this.#notices.set(path, `${error.message} ${error.remedy}`);
    }
    this.#publish();
  }

  #take(path: GridPath, index: number, outcome: Outcome): void {
    const level = this.#levels.current(parentPath(path));
    const object = level?.objects[index];
    if (!level || !object) return;
    const name = lastName(path);
    if (outcome.outcome === 'ok') this.#levels.apply(level, object, outcome);
    if (outcome.outcome === 'invalid') this.#notices.set(path, outcome.message);
    if (outcome.outcome === 'gone') this.#levels.readAgain(level.path);
    if (outcome.outcome !== 'conflict') return;
    this.#levels.apply(level, object, { version: outcome.version, changed: [[name, outcome.value]] });
    this.#levels.readAgain(path);
    this.#notices.set(path, 'This was changed meanwhile. Look at it as it is now, and try again.');
  }

  #onRead(level: GridLevel): void {
    this.#drafts.settle(level);
    if (level.state === 'ready') {
      const inner = level.rows.map(({ row }) => childPath(level.path, row.name)).filter((path) => this.#open.has(path));
      for (const path of inner) void this.#levels.open(path);
    }
    this.#publish();
  }

  #publishSoon(): void {
    if (this.#isPublishPlanned) return;
    this.#isPublishPlanned = true;
    setTimeout(() => {
      this.#isPublishPlanned = false;
      this.#publish();
    }, REDRAW_GAP);
  }

  /** Drawn in the same turn: the caret of a field stays only then. */
  #publish(): void {
    const root = this.#levels.get(ROOT_PATH);
    const isEmpty = this.#handles.length === 0;
    this.#snapshot = {
      rows: isEmpty ? [] : keepSame(gridRows({ ...this.#view(), filter: this.#filter }), this.#snapshot.rows),
      title: isEmpty ? '' : titleOf(root?.objects ?? []),
      isWaiting: this.#levels.source === null || (!isEmpty && root === undefined),
      lost: this.#lost,
      filter: this.#filter,
      activeId: this.#activeId,
    };
    for (const listener of this.#listeners) listener();
  }

  #view() {
    return {
      levels: this.#levels,
      drafts: this.#drafts,
      open: this.#open,
      folded: this.#folded,
      notices: this.#notices,
    };
  }
}

function setMember<Member>(set: Set<Member>, member: Member, isIn: boolean): void {
  if (isIn) set.add(member);
  else set.delete(member);
}

function listLength({ value }: PropertyGridRow): number {
  return typeof value === 'object' && value !== null && 'list' in value ? value.list : 0;
}

function titleOf(objects: readonly DescribedObject[]): string {
  const [first] = objects;
  if (!first) return '';
  return objects.length === 1 ? first.title : `${objects.length} objects`;
}
