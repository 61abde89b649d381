import { Button, defineAddin, type Host, Row, Stack, Text, TextArea, useFrame, useHost, useKept } from '@bulkhead/sdk';
import { useEffect, useState } from 'react';

type Deed = (host: Host) => Promise<unknown>;

/** One button each: what it says, and what it does. The outcome is shown as text. */
const DEEDS: Readonly<Record<string, Deed>> = {
  Notify: (host) => host.notify('Probe', 'The test has run.'),
  Fetch: (host) => host.net.fetch('https://probe.example/answer'),
  Keep: (host) => host.storage.set('kept', true),
  Save: (host) => host.files.save({ suggestedName: 'plans-for-hunter2.txt', types: ['.txt'] }),
};

function Probe() {
  const host = useHost();
  const [outcome, setOutcome] = useState('nothing yet');
  const attempt = async (name: string, deed: Deed): Promise<void> => {
    setOutcome(`${name}: waiting`);
    try {
      await deed(host);
      setOutcome(`${name}: done`);
    } catch (error) {
      setOutcome(`${name}: ${(error as { code?: string }).code}`);
    }
  };
  return (
    <Stack padding="l">
      <Text>{outcome}</Text>
      <Row>
        {Object.entries(DEEDS).map(([name, deed]) => (
          <Button key={name} onPress={() => attempt(name, deed)}>
            {name}
          </Button>
        ))}
      </Row>
    </Stack>
  );
}

/** Asks for the network as soon as it is shown, although nobody pressed anything. */
function Eager() {
  const host = useHost();
  const [outcome, setOutcome] = useState('waiting');
  useEffect(() => {
    host.net.fetch('https://probe.example/answer').then(
      () => setOutcome('done'),
      (error: { code?: string }) => setOutcome(`${error.code}`),
    );
  }, [host]);
  return (
    <Stack padding="l">
      <Text>{`Fetch: ${outcome}`}</Text>
    </Stack>
  );
}

/** Something to write on, in as many frames as a test wants. */
function Pad() {
  const [text, setText] = useKept('text', '');
  const [isSaved, setSaved] = useKept('saved', true);
  useFrame({ unsaved: !isSaved });
  return (
    <Stack padding="m" grow>
      <TextArea label="Words" value={text} onChange={setText} grow />
      <Row>
        <Button onPress={() => setSaved(!isSaved)}>{isSaved ? 'Mark unsaved' : 'Mark saved'}</Button>
      </Row>
    </Stack>
  );
}

let pads = 0;

export default defineAddin({
  views: { main: Probe, pad: Pad, eager: Eager },
  commands: {
    pad: (host) => host.frames.open('pad', { title: `Pad ${++pads}` }),
  },
  saveState: () => ({ pads }),
  restoreState: (state) => {
    pads = (state as { pads: number }).pads;
  },
});
