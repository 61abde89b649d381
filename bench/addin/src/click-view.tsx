import { Button, Stack, Text } from '@bulkhead/sdk';
import { useState } from 'react';

/** A button that changes a text: what a click costs until it is seen. */
export function ClickView() {
  const [count, setCount] = useState(0);
  return (
    <Stack padding="m">
      <Text>{`clicked ${count}`}</Text>
      <Button onPress={() => setCount(count + 1)}>Count</Button>
    </Stack>
  );
}
