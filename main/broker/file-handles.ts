import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Caller } from './capability.ts';

/** Something a person picked for one generation of one add-in. */
export interface FileHandle {
  /** What the add-in and the audit may know of it. */
  readonly name: string;
  /** Idempotent; throws away what was not committed. */
  close(): Promise<void>;
}

/** One row of the list of everything open. */
export interface OpenFile {
  readonly caller: Caller;
  readonly number: number;
  readonly name: string;
  /** As `now` of the constructor counts. */
  readonly since: number;
}

interface Owner {
  readonly caller: Caller;
  next: number;
  readonly open: Map<number, FileHandle>;
  readonly since: WeakMap<FileHandle, number>;
}

/** Numbers instead of paths: each means something to the generation that got it, and to nobody else, also not after a restart. */
export class FileHandles {
  readonly #owners = new Map<string, Owner>();
  readonly #now: () => number;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** What everybody has open. */
  get open(): OpenFile[] {
    return [...this.#owners.values()].flatMap(({ caller, open, since }) =>
      [...open].map(([number, handle]) => ({ caller, number, name: handle.name, since: since.get(handle) ?? 0 })),
    );
  }

  add(caller: Caller, handle: FileHandle): number {
    const owner = this.#ownerOf(caller);
    const number = owner.next++;
    owner.open.set(number, handle);
    owner.since.set(handle, this.#now());
    return number;
  }

  /** Oldest first. */
  list(caller: Caller): FileHandle[] {
    return [...(this.#owners.get(ownerKey(caller))?.open.values() ?? [])];
  }

  /** Throws E_SECURITY for a number that this generation does not have: there is nothing to find out by guessing. */
  find(caller: Caller, number: number): FileHandle {
    const handle = this.#owners.get(ownerKey(caller))?.open.get(number);
    if (!handle) throw new BulkheadError('E_SECURITY', { message: 'This file is not open any more. Pick it again.' });
    return handle;
  }

  /** Forgetting a number that is gone is fine. */
  async close(caller: Caller, number: number): Promise<void> {
    const open = this.#owners.get(ownerKey(caller))?.open;
    const handle = open?.get(number);
    open?.delete(number);
    await handle?.close();
  }

  async closeAll(caller: Caller, choose: (handle: FileHandle) => boolean): Promise<void> {
    const open = this.#owners.get(ownerKey(caller))?.open ?? new Map<number, FileHandle>();
    const chosen = [...open].filter(([, handle]) => choose(handle));
    for (const [number] of chosen) open.delete(number);
    await Promise.all(chosen.map(([, handle]) => handle.close()));
  }

  #ownerOf(caller: Caller): Owner {
    const key = ownerKey(caller);
    let owner = this.#owners.get(key);
    if (!owner) {
      owner = { caller, next: 1, open: new Map(), since: new WeakMap() };
      this.#owners.set(key, owner);
    }
    return owner;
  }
}

function ownerKey({ addinId, generation }: Caller): string {
  return `${addinId}\n${generation}`;
}
