import type {
  Changes,
  Description,
  ListChange,
  Outcome,
  Page,
} from '../../addins/protocol/inspect/inspect-messages.ts';
import type { Scalar, ShapeDefinition } from '../../addins/protocol/inspect/property-row.ts';

/** One page of an object, with what its properties are. */
export interface Described extends Description {
  definition: ShapeDefinition;
}

/**
 * Where a grid gets its objects from, and what it asks to change them. Objects are numbers here; whose they are, and
 * in which process they live, the grid does not know. Everything may reject with a BulkheadError; E_DOMAIN_UNLOADED
 * says that this source is at its end and another one may follow.
 */
export interface GridSource {
  /** Null when the object is gone. */
  describe(handle: number, page: Page): Promise<Described | null>;
  /** `version` is that of the object when the person began to edit. */
  set(handle: number, name: string, edit: Edit): Promise<Outcome>;
  reset(handle: number, name: string, version: number): Promise<Outcome>;
  collection(handle: number, name: string, edit: ListEdit): Promise<Outcome>;
  /** The object or list in a property, null when there is none. */
  expand(handle: number, name: string): Promise<number | null>;
  /** Tells of changes until the returned function is called. */
  watch(handle: number, listener: ChangeListener): () => void;
  /** Lets go of everything that was opened. */
  release(): void;
}

export interface Edit {
  readonly value: Scalar;
  readonly version: number;
}

export interface ListEdit {
  readonly change: ListChange;
  readonly version: number;
}

export type ChangeListener = (version: number, changes: Changes) => void;
