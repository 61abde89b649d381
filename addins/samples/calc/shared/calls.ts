import { type ContractBase, type Plain, providerOf } from '@bulkhead/sdk';
import { calculate, pair, seenBy } from './hosts.ts';

/** The same as the buttons of the view, by name: `calculate(host, task, ...values)`. */
export function createCalls(calculator: ContractBase, version: number) {
  return {
    calculate(host: Plain, task: Plain, ...values: Plain[]): Promise<number> {
      const major = Number(host);
      const provider = seenBy(providerOf(calculator), pair(major, version));
      return calculate(provider, major, {
        task: task === 'product' ? 'product' : 'sum',
        values: values.map(Number),
      });
    },
  };
}
