import { Button, DatePicker, defineAddin, Image, Row, Stack, Text, useHost } from '@bulkhead/sdk';
import { useEffect, useState } from 'react';

const PICTURE = 'assets/tides.png';
const WORDS = 'assets/tides.txt';

function Almanac() {
  const host = useHost();
  const [words, setWords] = useState('');
  const [outcome, setOutcome] = useState('nothing yet');
  useEffect(() => {
    host.assets.text(WORDS).then(setWords, (error: { code?: string }) => setWords(`${error.code}`));
  }, [host]);
  const attempt = async (name: string, deed: Promise<unknown>): Promise<void> => {
    try {
      await deed;
      setOutcome(`${name}: done`);
    } catch (error) {
      setOutcome(`${name}: ${(error as { code?: string }).code}`);
    }
  };
  return (
    <Stack padding="l">
      <Image asset={PICTURE} alt="The tide comes in" width={192} height={128} />
      <Text>{words}</Text>
      <DatePicker label="Day" value="2026-03-01" min="2026-01-10" max="2026-02-20" />
      <Row>
        <Button onPress={() => attempt('Copy', host.clipboard.writeText(words))}>Copy</Button>
        <Button onPress={() => attempt('Keep', host.storage.set('words', words))}>Keep</Button>
        <Button onPress={() => attempt('Read', host.assets.read('assets/none.txt'))}>Read what is not there</Button>
      </Row>
      <Text>{outcome}</Text>
    </Stack>
  );
}

export default defineAddin({
  views: { main: Almanac },
  services: {
    'samples.calc': {
      sum: (_call, numbers) => ({ total: (numbers as number[]).reduce((sum, each) => sum + each, 0), by: 'Almanac' }),
    },
  },
});
