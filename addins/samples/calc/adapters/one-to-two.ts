import { defineAdapter, type Provider } from '@bulkhead/sdk';
import { knownOperation, rounded } from '../shared/arithmetic.ts';
import { calcV1Client } from '../v1/src/calc-contract.ts';
import type { Operation, Options } from '../v2/src/calc-contract.ts';

/** Lists out of pairs. Version 1 tells nobody that it calculated, so that is lost. */
export const oneToTwo = defineAdapter({
  from: 'acme.calc@1',
  to: 'acme.calc@2',
  lossy: true,
  members: { evaluate },
});

async function evaluate(
  provider: Provider,
  ...[operation, values, options]: [Operation, readonly number[], Options?]
): Promise<number> {
  const calc = calcV1Client(provider);
  const known = knownOperation(operation);
  const [first, ...others] = values;
  if (first === undefined) throw new Error('Give at least one number.');
  const combine = known === 'product' ? calc.multiply : calc.add;
  let answer = first;
  for (const value of others) answer = await combine(answer, value);
  return rounded(known === 'average' ? answer / values.length : answer, options?.precision);
}
