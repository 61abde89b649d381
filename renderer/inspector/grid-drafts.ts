import { type BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Outcome, PropertyValue } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { Scalar } from '../../addins/protocol/inspect/property-row.ts';
import { sameShown } from '../../addins/protocol/inspect/same-value.ts';
import type { DescribedObject } from './described-object.ts';
import { basesOf, type Draft, hasObjects, isEverywhere, rowAt } from './draft.ts';
import type { GridLevel, GridLevels } from './grid-levels.ts';
import { type GridPath, isWithin, lastName, nextPath, parentPath } from './grid-path.ts';
import type { GridSource } from './grid-source.ts';
import { parseText } from './value-text.ts';

/** An edit that found no place any more. */
export interface LostEdit {
  readonly label: string;
  readonly text: string;
}

export interface DraftEvents {
  onDraft(): void;
  onLost(lost: LostEdit): void;
}

/** What a person typed and nobody took over yet, by place. */
export class GridDrafts {
  readonly #levels: GridLevels;
  readonly #events: DraftEvents;
  readonly #drafts = new Map<GridPath, Draft>();
  /** Edits on their way. The next one of the same place waits: else it would seem to cross its own predecessor. */
  readonly #sending = new Map<GridPath, Promise<void>>();
  readonly #sendAgain = new Set<GridPath>();

  constructor(levels: GridLevels, events: DraftEvents) {
    this.#levels = levels;
    this.#events = events;
  }

  get(path: GridPath): Draft | undefined {
    return this.#drafts.get(path);
  }

  /** The person typed. */
  type(path: GridPath, text: string): void {
    // What is shown can be typed into, also while nobody is there to take it.
    const level = this.#levels.get(parentPath(path));
    const row = rowAt(level, path);
    if (!level || !row || row.readonly) return;
    const draft = this.#drafts.get(path);
    const isConflict = draft?.state === 'conflict';
    this.#put({
      path,
      row,
      text,
      state: isConflict ? 'conflict' : 'editing',
      message: '',
      theirs: draft?.theirs ?? null,
      bases: draft?.bases ?? basesOf(level, path),
    });
  }

  /** The person is done with it: it is checked here, then sent. */
  async commit(path: GridPath): Promise<void> {
    const draft = this.#drafts.get(path);
    if (!draft || draft.state === 'conflict' || draft.state === 'saving') return;
    if (this.#sending.has(path)) {
      this.#sendAgain.add(path);
      return;
    }
    const level = this.#levelOf(path);
    const parsed = parseText(draft.row, draft.text);
    if ('problem' in parsed) {
      this.#put({ ...draft, state: 'invalid', message: parsed.problem });
      return;
    }
    if (level && isEverywhere(level, path, parsed.value)) {
      this.drop(path);
      return;
    }
    const versionOf = ({ key, version }: DescribedObject) => draft.bases.get(key)?.version ?? version;
    await this.#send(draft, parsed.value, versionOf);
  }

  /** The person's value counts, whatever somebody else made of it meanwhile. */
  async keepMine(path: GridPath): Promise<void> {
    const draft = this.#drafts.get(path);
    if (draft?.state !== 'conflict') return;
    const parsed = parseText(draft.row, draft.text);
    if ('problem' in parsed) this.#put({ ...draft, state: 'invalid', message: parsed.problem });
    else await this.#send(draft, parsed.value, ({ version }) => version);
  }

  /** Gives up an edit: what the add-in has counts. */
  drop(path: GridPath): void {
    if (this.#drafts.delete(path)) this.#events.onDraft();
  }

  /** Gives up every edit inside a place. */
  dropWithin(path: GridPath): void {
    for (const each of [...this.#drafts.keys()]) if (isWithin(each, path)) this.drop(each);
  }

  /** The add-in changed values by itself: where the person is editing one of them, they must decide. */
  meet(level: GridLevel, names: readonly string[]): void {
    for (const draft of [...this.#drafts.values()]) {
      if (parentPath(draft.path) !== level.path || !names.includes(lastName(draft.path))) continue;
      if (this.#sending.has(draft.path)) continue;
      if (draft.state === 'editing' || draft.state === 'invalid') this.#compare(level, draft);
    }
  }

  /** Resolves when nothing is on its way any more. */
  async whenSent(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  /** A level was read again, perhaps from another generation: edits go on where their place is still the same. */
  settle(level: GridLevel): void {
    if (level.state === 'loading' || level.state === 'failed') return;
    for (const draft of [...this.#drafts.values()]) {
      if (draft.path === level.path || !isWithin(draft.path, level.path)) continue;
      const next = nextPath(draft.path, level.path);
      const row = rowAt(level, next);
      if (next !== draft.path) {
        // It stands deeper: that level is read after this one, unless nothing can be opened there any more.
        if (row?.type !== 'object' && row?.type !== 'list') this.#lose(draft);
      } else if (row?.type !== draft.row.type || row.readonly || !hasObjects(level, draft)) this.#lose(draft);
      else this.#rebase(level, { ...draft, row });
    }
  }

  #rebase(level: GridLevel, draft: Draft): void {
    const bases = new Map(draft.bases);
    for (const object of level.objects) {
      const base = bases.get(object.key);
      if (base) bases.set(object.key, { ...base, version: object.version });
    }
    const rebased: Draft = { ...draft, bases, state: draft.state === 'conflict' ? 'editing' : draft.state };
    this.#put(rebased);
    if (draft.state === 'saving' || this.#compare(level, rebased)) return;
    if (draft.state === 'held') void this.#sendHeld(rebased);
  }

  async #sendHeld(draft: Draft): Promise<void> {
    this.#put({ ...draft, state: 'editing' });
    await this.commit(draft.path);
  }

  /** True when somebody else changed what the person is editing. */
  #compare(level: GridLevel, draft: Draft): boolean {
    const name = lastName(draft.path);
    const parsed = parseText(draft.row, draft.text);
    const mine = 'value' in parsed ? parsed.value : undefined;
    for (const object of level.objects) {
      const base = draft.bases.get(object.key);
      const now = object.values.get(name) ?? null;
      if (!base || sameShown(base.value, now) || (mine !== undefined && sameShown(mine, now))) continue;
      this.#put({ ...draft, state: 'conflict', theirs: now });
      return true;
    }
    return false;
  }

  async #send(draft: Draft, value: Scalar, versionOf: (object: DescribedObject) => number): Promise<void> {
    const { path } = draft;
    const source = this.#levels.source;
    const level = this.#levelOf(path);
    if (!source || !level) {
      this.#put({ ...draft, state: 'held', message: '' });
      return;
    }
    const sent: Draft = { ...draft, state: 'saving', message: '' };
    this.#put(sent);
    const answers = level.objects.map((object) =>
      source.set(object.handle, lastName(path), { value, version: versionOf(object) }),
    );
    const sending = this.#await(sent, { source, answers });
    this.#sending.set(path, sending);
    await sending;
    this.#sending.delete(path);
    if (this.#sendAgain.delete(path)) await this.commit(path);
  }

  async #await(
    sent: Draft,
    { source, answers }: { source: GridSource; answers: readonly Promise<Outcome>[] },
  ): Promise<void> {
    try {
      const outcomes = await Promise.all(answers);
      if (this.#levels.source === source) this.#take(sent, outcomes);
      else this.#resend(sent);
    } catch (thrown) {
      this.#failed(sent, toBulkheadError(thrown));
    }
  }

  /** It was taken by a process that is gone: whether the next one knows shows when it is read. */
  #resend(sent: Draft): void {
    const draft = this.#drafts.get(sent.path);
    if (draft?.state !== 'saving') return;
    this.#put({ ...draft, state: 'held' });
    const level = this.#levelOf(sent.path);
    if (level) this.settle(level);
  }

  #failed(sent: Draft, error: BulkheadError): void {
    const draft = this.#drafts.get(sent.path);
    if (draft?.state !== 'saving') return;
    if (error.code === 'E_DOMAIN_UNLOADED' || error.code === 'E_OUTCOME_UNKNOWN') this.#resend(sent);
    else this.#put({ ...draft, state: 'invalid', message: `${error.message} ${error.remedy}` });
  }

  #take(sent: Draft, outcomes: readonly Outcome[]): void {
    const level = this.#levelOf(sent.path);
    if (!level) return;
    for (const [index, outcome] of outcomes.entries()) {
      const object = level.objects[index];
      if (object && outcome.outcome === 'ok') this.#levels.apply(this.#levelOf(sent.path) ?? level, object, outcome);
      if (object && outcome.outcome === 'conflict') this.#learn(level, object, { ...outcome, path: sent.path });
    }
    const draft = this.#drafts.get(sent.path);
    if (!draft || outcomes.length === 0) return;
    const refused = outcomes.find(({ outcome }) => outcome !== 'ok');
    if (refused) this.#refuse(draft, refused);
    else if (draft.text === sent.text) this.drop(sent.path);
    else this.#put({ ...draft, state: 'editing', bases: basesOf(this.#levelOf(sent.path) ?? level, sent.path) });
  }

  #learn(
    level: GridLevel,
    object: DescribedObject,
    { path, version, value }: { path: GridPath; version: number; value: PropertyValue },
  ): void {
    this.#levels.apply(this.#levelOf(path) ?? level, object, { version, changed: [[lastName(path), value]] });
  }

  #refuse(draft: Draft, outcome: Outcome): void {
    if (outcome.outcome === 'conflict') this.#put({ ...draft, state: 'conflict', theirs: outcome.value });
    if (outcome.outcome === 'invalid') this.#put({ ...draft, state: 'invalid', message: outcome.message });
    if (outcome.outcome === 'gone') this.#lose(draft);
  }

  #lose(draft: Draft): void {
    this.#drafts.delete(draft.path);
    this.#events.onLost({ label: draft.row.label, text: draft.text });
    this.#events.onDraft();
  }

  #levelOf(path: GridPath): GridLevel | undefined {
    return this.#levels.current(parentPath(path));
  }

  #put(draft: Draft): void {
    this.#drafts.set(draft.path, draft);
    this.#events.onDraft();
  }
}
