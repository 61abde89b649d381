/** Written by "bulkhead contract --types" from acme.calc 1.1. Change the contract, not this file. */
import { type Answer, ContractBase, type ContractClient, createClient, type Provider } from '@bulkhead/sdk';

/** What serves acme.calc 1.1. Calculates with numbers. */
export abstract class CalcV1 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.calc',
      version: '1.1',
      members: ['add', 'multiply'],
      defaults: CalcV1.prototype,
    });
  }

  /** The sum of two numbers. */
  abstract add(left: number, right: number): Answer<number>;

  /** The product of two numbers. Since 1.1. */
  multiply(_left: number, _right: number): Answer<number> {
    return this.missing('multiply');
  }
}

/** What calls acme.calc 1.1. */
export interface CalcV1Client extends ContractClient {
  /** The sum of two numbers. */
  add(left: number, right: number): Promise<number>;
  /** The product of two numbers. Since 1.1. */
  multiply(left: number, right: number): Promise<number>;
}

export function calcV1Client(provider: Provider): CalcV1Client {
  return createClient(provider, {
    calls: ['add', 'multiply'],
    events: {},
  }) as CalcV1Client;
}
