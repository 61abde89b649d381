import { Button, defineAddin, type HostServices, type RemoteObject, Stack, Text, useHost } from '@bulkhead/sdk';
import { useState } from 'react';

const SHEET = 'probe.sheet';

/** Everything that can be done with what another add-in lends, in one line. */
async function tryAll(services: HostServices): Promise<string> {
  const cell = await services.call<RemoteObject>(SHEET, 'open');
  const value = await cell.call('value', []);
  const isSame = (await services.call<RemoteObject>(SHEET, 'open')) === cell;
  const isOurs = await services.call(SHEET, 'isOurs', [cell]);
  const failure = await cell.call('fail', []).catch(words);
  const forged = await cell.call('forge', []).catch(words);
  const asked = await services.call(SHEET, 'ask', [(number: number) => number * 10]);
  cell.dispose();
  const released = await cell.call('value', []).catch(words);
  return [value, isSame, isOurs, failure, forged, asked, released].map(String).join('; ');
}

/** Two streams: one to its end, and one that is left in the middle. */
async function readAll(services: HostServices): Promise<string> {
  let [sum, half] = [0, 0];
  for await (const number of services.stream<number>(SHEET, 'count', [20_000])) sum += number;
  for await (const number of services.stream<number>(SHEET, 'count', [1_000_000_000])) {
    half = number;
    if (number === 5_000) break;
  }
  return [sum, half, await services.call(SHEET, 'ended')].join('; ');
}

function words(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return `${code} ${message.split(':', 1)[0]}`;
}

function Main() {
  const { services } = useHost();
  const [text, setText] = useState('');
  return (
    <Stack padding="l" grow>
      <Button key="go" kind="primary" onPress={() => tryAll(services).then(setText, (error) => setText(words(error)))}>
        Use what is lent
      </Button>
      <Button key="read" onPress={() => readAll(services).then(setText, (error) => setText(words(error)))}>
        Read what is counted
      </Button>
      <Text key="text">{text}</Text>
    </Stack>
  );
}

export default defineAddin({ views: { main: Main } });
