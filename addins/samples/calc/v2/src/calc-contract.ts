/** Written by "bulkhead contract --types" from acme.calc 2.0. Change the contract, not this file. */
import { type Answer, ContractBase, type ContractClient, createClient, type Other, type Provider } from '@bulkhead/sdk';

/** What is done with all values. */
export type Operation = 'sum' | 'product' | 'average' | Other;

/** How exact the answer is. */
export interface Options {
  /** Digits behind the point; all of them when left out. */
  precision?: number | undefined;
}

/** What serves acme.calc 2.0. Calculates with lists of numbers. */
export abstract class CalcV2 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.calc',
      version: '2.0',
      members: ['evaluate'],
      defaults: CalcV2.prototype,
    });
  }

  /** One number out of many. */
  abstract evaluate(operation: Operation, values: readonly number[], options?: Options): Answer<number>;

  /** Something was calculated. */
  protected calculated(operation: Operation, answer: number): void {
    this.emit('calculated', [operation, answer]);
  }
}

/** What calls acme.calc 2.0. */
export interface CalcV2Client extends ContractClient {
  /** One number out of many. */
  evaluate(operation: Operation, values: readonly number[], options?: Options): Promise<number>;
  /** Something was calculated. */
  onCalculated(listener: (operation: Operation, answer: number) => void): Promise<() => void>;
}

export function calcV2Client(provider: Provider): CalcV2Client {
  return createClient(provider, {
    calls: ['evaluate'],
    events: { calculated: 'onCalculated' },
  }) as CalcV2Client;
}
