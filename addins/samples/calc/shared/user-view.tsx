import { Stack, useHost } from '@bulkhead/sdk';
import { Calculation } from './calculation.tsx';
import { calculate } from './hosts.ts';

/** An add-in that was made for one version of the contract and calls whatever version is installed. */
export function UserView({ version }: { version: number }) {
  const { services } = useHost();
  return (
    <Stack padding="l" grow>
      <Calculation calculate={(task, values) => calculate(services.provider('acme.calc'), version, { task, values })} />
    </Stack>
  );
}
