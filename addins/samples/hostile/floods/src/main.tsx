import { Banner, Button, defineAddin, Facts, Grid, type Host, Row, Stack, Text, useHost } from '@bulkhead/sdk';
import { useEffect, useState } from 'react';

/** Texts that change with every drawing. */
const TEXTS = 300;
/** Things that are asked of the host without waiting for an answer. */
const CALLS = 100_000;

type Counts = Record<string, number>;

/** Whether the window is being flooded; a command may say so before the view is there. */
const drawing = { isOn: false };

/** Answers how many calls were answered, and how many refused, by code. */
async function floodHost(host: Host): Promise<Counts> {
  const counts: Counts = {};
  const count = (outcome: string): void => {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  };
  const calls = Array.from({ length: CALLS }, (_, index) =>
    host.storage.get(`key-${index % 10}`).then(
      () => count('answered'),
      (error: { code?: string }) => count(error.code ?? 'refused'),
    ),
  );
  await Promise.all(calls);
  return counts;
}

/** Draws again whenever the one before is done; nobody could see that many. */
function useFlood(isOn: boolean): number {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    let timer = setTimeout(function again() {
      setDrawn((count) => count + 1);
      timer = setTimeout(again, 0);
    }, 0);
    return () => clearTimeout(timer);
  }, [isOn]);
  return drawn;
}

function Main() {
  const host = useHost();
  const [isOn, setOn] = useState(drawing.isOn);
  const [counts, setCounts] = useState<Counts>({});
  const drawn = useFlood(isOn);
  return (
    <Stack padding="l" grow>
      <Banner tone="warn" title="This add-in sends too much." detail="The window and the other frames stay smooth." />
      <Row key="actions">
        <Button key="draw" kind="danger" onPress={() => setOn(!isOn)}>
          {isOn ? 'Stop drawing' : 'Flood the window'}
        </Button>
        <Button key="call" once onPress={async () => setCounts(await floodHost(host))}>
          Ask the host 100,000 times
        </Button>
      </Row>
      <Facts
        key="facts"
        items={[
          { label: 'Drawings', value: String(drawn) },
          ...Object.entries(counts).map(([label, value]) => ({ label, value: String(value) })),
        ]}
      />
      {isOn ? <Noise key="noise" drawn={drawn} /> : null}
    </Stack>
  );
}

function Noise({ drawn }: { drawn: number }) {
  return (
    <Grid columnWidth={40} gap="xs">
      {Array.from({ length: TEXTS }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is all that these have
        <Text key={index} numeric>
          {String((drawn * 31 + index * 17) % 997)}
        </Text>
      ))}
    </Grid>
  );
}

let theHost: Host | undefined;

function hostOfThis(): Host {
  if (!theHost) throw new Error('This sample has not started yet.');
  return theHost;
}

export default defineAddin({
  views: { main: Main },
  activate({ host }) {
    theHost = host;
  },
  commands: {
    draw() {
      drawing.isOn = true;
    },
    call: floodHost,
  },
  calls: { flood: () => floodHost(hostOfThis()), alive: () => true },
});
