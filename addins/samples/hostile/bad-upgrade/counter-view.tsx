import { Button, Stack, Text, TextField } from '@bulkhead/sdk';

/** The same in both versions. */
export function CounterView({ count, onPress, version }: { count: number; onPress: () => void; version: string }) {
  return (
    <Stack padding="l" grow>
      <Text key="count" size="l">{`Pressed ${count} ${count === 1 ? 'time' : 'times'}`}</Text>
      <Button key="press" kind="primary" onPress={onPress}>
        Press
      </Button>
      <TextField key="text" label="Something half typed" />
      <Text key="version" tone="muted">{`Version ${version}`}</Text>
    </Stack>
  );
}
