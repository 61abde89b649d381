import { Banner, Button, defineAddin, Row, Stack, Text } from '@bulkhead/sdk';
import { useEffect, useState } from 'react';

/** Numbers that are added at once: 8 MB. */
const PORTION = 1_000_000;
/** Bytes that are added at once while the process goes on answering. */
const BUFFER = 16 * 1024 * 1024;
/** Milliseconds between two of them. */
const PAUSE = 50;

const hoard: unknown[] = [];

/** Does not come back: the heap is full before. */
function exhaust(): never {
  for (let portion = 0; ; portion++) hoard.push(Array.from({ length: PORTION }, (_, index) => portion + index / 2));
}

/** Comes back at once, and goes on taking. */
function grow(): number {
  hoard.push(new Uint8Array(BUFFER).fill(hoard.length + 1));
  setTimeout(grow, PAUSE);
  return hoard.length;
}

function Main() {
  const [portions, setPortions] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setPortions(hoard.length), 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <Stack padding="l" grow>
      <Banner tone="warn" title="This add-in uses up its memory." detail="Its process dies, nothing else does." />
      <Text key="count" tone="muted">{`Portions taken so far: ${portions}`}</Text>
      <Row key="actions">
        <Button key="exhaust" kind="danger" onPress={exhaust}>
          All at once
        </Button>
        <Button key="grow" onPress={grow}>
          Bit by bit
        </Button>
      </Row>
    </Stack>
  );
}

export default defineAddin({
  views: { main: Main },
  commands: { exhaust },
  calls: { exhaust, grow, portions: () => hoard.length },
});
