import type { ObjectCallOptions } from './reference-call.ts';
import type { ReferenceGroup } from './reference-group.ts';
import { createRemoteObject, type RemoteCall, type RemoteHome, type RemoteObject } from './remote-object.ts';

/** What a held reference asks of its table. */
export interface HoldingTable {
  call: RemoteCall;
  renew(handle: number, milliseconds: number): void;
  release(held: HeldReference): void;
}

export interface HeldFacts {
  readonly handle: number;
  readonly contract: string;
  readonly acquiredAt: number;
  readonly acquiredBy: string;
}

/** One object of the peer, as the table keeps it. */
export class HeldReference implements RemoteHome {
  readonly table: HoldingTable;
  readonly handle: number;
  readonly contract: string;
  readonly acquiredAt: number;
  readonly acquiredBy: string;
  readonly remote: RemoteObject;
  /** Tokens by the group they came for; `undefined` is no group. */
  readonly tokens = new Map<ReferenceGroup | undefined, number>();
  ended: RemoteHome['ended'];

  constructor(table: HoldingTable, { handle, contract, acquiredAt, acquiredBy }: HeldFacts) {
    this.table = table;
    this.handle = handle;
    this.contract = contract;
    this.acquiredAt = acquiredAt;
    this.acquiredBy = acquiredBy;
    this.ended = undefined;
    this.remote = createRemoteObject(this);
  }

  get tokenCount(): number {
    let sum = 0;
    for (const count of this.tokens.values()) sum += count;
    return sum;
  }

  call(member: string, args: readonly unknown[], options: ObjectCallOptions): Promise<unknown> {
    return this.ended ? Promise.reject(this.ended()) : this.table.call(this.handle, member, args, options);
  }

  renew(milliseconds: number): void {
    if (this.ended) throw this.ended();
    this.table.renew(this.handle, milliseconds);
  }

  release(): void {
    if (!this.ended) this.table.release(this);
  }
}
