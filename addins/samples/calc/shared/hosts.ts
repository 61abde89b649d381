import { type Adapter, adapt, agree, type Provider } from '@bulkhead/sdk';
import { ADDIN_ADAPTERS, HOST_ADAPTERS } from '../adapters/all.ts';
import { calcV1Client } from '../v1/src/calc-contract.ts';
import { calcV2Client } from '../v2/src/calc-contract.ts';
import { calcV3Client } from '../v3/src/calc-contract.ts';

const CONTRACT = 'acme.calc';
/** The minor version that a host of each major version has. */
const MINORS: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 0],
  [3, 0],
]);

export const HOST_VERSIONS = [...MINORS].map(([major, minor]) => ({ major, minor }));

export type Task = 'sum' | 'product';

/** How a host of one version and an add-in of another would work together. */
export interface Pairing {
  readonly adapters: readonly (Adapter & { readonly side: 'host' | 'addin' })[];
  readonly lossy: boolean;
  readonly hostContract: string;
  readonly addInContract: string;
}

/** What Bulkhead works out when an add-in starts. Throws where nothing leads from one to the other. */
export function pair(host: number, addin: number): Pairing {
  const edges = [
    ...(HOST_ADAPTERS.get(host) ?? []).map((adapter) => ({ ...adapter, side: 'host' as const })),
    ...(ADDIN_ADAPTERS.get(addin) ?? []).map((adapter) => ({ ...adapter, side: 'addin' as const })),
  ];
  const { path, lossy, hostContract, addInContract } = agree({
    contract: CONTRACT,
    provider: 'addin',
    host: [versionOf(host)],
    addin: versionOf(addin),
    edges,
  });
  return { adapters: path, lossy, hostContract, addInContract };
}

function versionOf(major: number) {
  return { major, minor: MINORS.get(major) ?? 0 };
}

/** How the code of a host of that version asks for it, in the words of its own contract. */
export async function calculate(
  provider: Provider,
  host: number,
  { task, values }: { task: Task; values: readonly number[] },
): Promise<number> {
  switch (host) {
    case 1:
      return pairwise(provider, task, values);
    case 2:
      return calcV2Client(provider).evaluate(task, values, { precision: 6 });
    default: {
      const terms = values.map((amount) => ({ amount, unit: 'none' as const }));
      return (await calcV3Client(provider).evaluate({ operation: task, terms, precision: 6 })).amount;
    }
  }
}

async function pairwise(provider: Provider, task: Task, values: readonly number[]): Promise<number> {
  const calc = calcV1Client(provider);
  const [first = 0, ...others] = values;
  let answer = first;
  for (const value of others) {
    answer = task === 'sum' ? await calc.add(answer, value) : await calc.multiply(answer, value);
  }
  return answer;
}

/** The provider as that host sees it. */
export function seenBy(provider: Provider, { adapters }: Pairing): Provider {
  return adapt(provider, adapters);
}
