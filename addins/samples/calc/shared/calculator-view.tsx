import { type ContractBase, Facts, providerOf, RadioGroup, Stack, useKept } from '@bulkhead/sdk';
import { Calculation } from './calculation.tsx';
import { calculate, HOST_VERSIONS, type Pairing, pair, seenBy } from './hosts.ts';

/** One calculator, used by hosts of three versions. */
export function CalculatorView({ calculator, version }: { calculator: ContractBase; version: number }) {
  const [host, setHost] = useKept('host', version);
  const pairing = pair(host, version);
  return (
    <Stack padding="l" grow>
      <RadioGroup
        key="host"
        label="Bulkhead speaks"
        value={String(host)}
        options={HOST_VERSIONS.map(({ major, minor }) => ({
          value: String(major),
          label: `acme.calc ${major}.${minor}`,
        }))}
        onChange={(value) => setHost(Number(value))}
      />
      <Facts key="facts" items={factsOf(pairing)} />
      <Calculation
        key="calculation"
        calculate={async (task, values) => calculate(seenBy(providerOf(calculator), pairing), host, { task, values })}
      />
    </Stack>
  );
}

export function factsOf({ adapters, lossy, hostContract, addInContract }: Pairing) {
  const steps = adapters.map(
    ({ from, to, side }) => `${from} to ${to}, from ${side === 'host' ? 'Bulkhead' : 'the add-in'}`,
  );
  return [
    { label: 'The add-in speaks', value: addInContract },
    { label: 'Bulkhead speaks', value: hostContract },
    { label: 'Adapters', value: steps.length === 0 ? 'none is needed' : steps.join('; then ') },
    { label: 'Is anything lost?', value: lossy ? 'yes, what listeners are told' : 'no' },
  ];
}
