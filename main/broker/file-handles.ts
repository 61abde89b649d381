import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Caller } from './capability.ts';

/** Something a person picked for one generation of one add-in. */
export interface FileHandle {
  /** What the add-in and the audit may know of it. */
  readonly name: string;
  /** Idempotent; throws away what was not committed. */
  close(): Promise<void>;
}

interface Owner {
  next: number;
  readonly open: Map<number, FileHandle>;
}

/** Numbers instead of paths: each means something to the generation that got it, and to nobody else, also not after a restart. */
export class FileHandles {
  readonly #owners = new Map<string, Owner>();

  add(caller: Caller, handle: FileHandle): number {
    const owner = this.#ownerOf(caller);
    const number = owner.next++;
    owner.open.set(number, handle);
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
      owner = { next: 1, open: new Map() };
      this.#owners.set(key, owner);
    }
    return owner;
  }
}

function ownerKey({ addinId, generation }: Caller): string {
  return `${addinId}\n${generation}`;
}
