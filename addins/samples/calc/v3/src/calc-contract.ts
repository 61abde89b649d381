/** Written by "bulkhead contract --types" from acme.calc 3.0. Change the contract, not this file. */
import { type Answer, ContractBase, type ContractClient, createClient, type Other, type Provider } from '@bulkhead/sdk';

/** What is done with all terms. */
export type Operation = 'sum' | 'product' | 'average' | Other;

/** What a number counts. */
export type Unit = 'none' | 'millimetre' | 'metre' | 'kilometre' | 'inch' | 'foot' | Other;

/** A number and what it counts. */
export interface Quantity {
  amount: number;
  unit: Unit;
}

/** What is to be calculated. */
export interface Expression {
  operation: Operation;
  terms: readonly Quantity[];
  /** Of the answer; that of the terms when left out. */
  unit?: Unit | undefined;
  precision?: number | undefined;
}

/** What serves acme.calc 3.0. Calculates with quantities. */
export abstract class CalcV3 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.calc',
      version: '3.0',
      members: ['evaluate', 'units'],
      defaults: CalcV3.prototype,
    });
  }

  /** One quantity out of many. */
  abstract evaluate(expression: Expression): Answer<Quantity>;

  /** The units that can be used. */
  abstract units(): Answer<readonly Unit[]>;

  /** Something was calculated. */
  protected calculated(expression: Expression, answer: Quantity): void {
    this.emit('calculated', [expression, answer]);
  }
}

/** What calls acme.calc 3.0. */
export interface CalcV3Client extends ContractClient {
  /** One quantity out of many. */
  evaluate(expression: Expression): Promise<Quantity>;
  /** The units that can be used. */
  units(): Promise<readonly Unit[]>;
  /** Something was calculated. */
  onCalculated(listener: (expression: Expression, answer: Quantity) => void): Promise<() => void>;
}

export function calcV3Client(provider: Provider): CalcV3Client {
  return createClient(provider, {
    calls: ['evaluate', 'units'],
    events: { calculated: 'onCalculated' },
  }) as CalcV3Client;
}
