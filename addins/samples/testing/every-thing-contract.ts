/** Written by "bulkhead contract --types" from acme.every-thing 1.1. Change the contract, not this file. */
// biome-ignore-all lint/complexity/useMaxParams: the contract says so
import {
  type Answer,
  ContractBase,
  type ContractClient,
  type ContractObject,
  createClient,
  type Other,
  type Plain,
  type Provider,
} from '@bulkhead/sdk';

export type Long =
  | 'a-rather-long-value-0'
  | 'a-rather-long-value-1'
  | 'a-rather-long-value-2'
  | 'a-rather-long-value-3'
  | 'a-rather-long-value-4'
  | 'a-rather-long-value-5'
  | 'a-rather-long-value-6'
  | 'a-rather-long-value-7'
  | 'a-rather-long-value-8'
  | Other;

export interface Box {
  all: Plain;
  after?: ((part: number) => Answer<void>) | undefined;
}

export interface Jar {
  bytes: Uint8Array;
}

export type Thing = ({ kind: 'box' } & Box) | ({ kind: 'jar' } & Jar);

/** What serves acme.every-thing 1.1. */
export abstract class EveryThingV1 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.every-thing',
      version: '1.1',
      members: ['delete', 'rows', 'open', 'ask'],
      defaults: EveryThingV1.prototype,
    });
  }

  abstract delete(when?: string): Answer<void>;

  abstract rows(): Answer<AsyncIterable<ReadonlyArray<Thing | null>>>;

  /** Ends a comment * / or not. Since 1.1. */
  open(
    _first: Readonly<Record<string, readonly Thing[]>>,
    _second: Readonly<Record<string, readonly Thing[]>>,
    _third: Readonly<Record<string, readonly Thing[]>>,
    _fourth: Readonly<Record<string, readonly Thing[]>>,
  ): Answer<ContractObject> {
    return this.missing('open');
  }

  protected told(rows: AsyncIterable<Long>): void {
    this.emit('told', [rows]);
  }

  abstract ask(): Answer<() => Answer<string | null>>;
}

/** What calls acme.every-thing 1.1. */
export interface EveryThingV1Client extends ContractClient {
  delete(when?: string): Promise<void>;
  rows(): AsyncIterableIterator<ReadonlyArray<Thing | null>>;
  /** Ends a comment * / or not. Since 1.1. */
  open(
    first: Readonly<Record<string, readonly Thing[]>>,
    second: Readonly<Record<string, readonly Thing[]>>,
    third: Readonly<Record<string, readonly Thing[]>>,
    fourth: Readonly<Record<string, readonly Thing[]>>,
  ): Promise<ContractObject>;
  onTold(listener: (rows: AsyncIterable<Long>) => void): Promise<() => void>;
  ask(): Promise<() => Answer<string | null>>;
}

export function everyThingV1Client(provider: Provider): EveryThingV1Client {
  return createClient(provider, {
    calls: ['delete', 'open', 'ask'],
    streams: ['rows'],
    events: { told: 'onTold' },
  }) as EveryThingV1Client;
}
