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
      <Text key="text">{text}</Text>
    </Stack>
  );
}

export default defineAddin({ views: { main: Main } });
