import { Button, DataGrid, defineAddin, Empty, type Host, Stack, Text, Toolbar, useHost } from '@bulkhead/sdk';
import { useState } from 'react';
import { type Outcome, tryAll } from './attempts.ts';

const COLUMNS = [
  { key: 'what', title: 'Tried to', width: 230 },
  { key: 'result', title: 'Result', width: 80 },
  { key: 'answer', title: 'Answer', width: 370 },
];

function Main() {
  const host = useHost();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [round, setRound] = useState(0);
  const run = async (): Promise<void> => {
    setOutcomes(await tryAll(host));
    setRound(round + 1);
  };
  const done = outcomes.filter(({ refused }) => !refused).length;
  return (
    <Stack gap="none" grow>
      <Toolbar key="toolbar">
        <Button key="try" kind="primary" once onPress={run}>
          Try everything
        </Button>
        <Text key="sum" tone={done > 0 ? 'bad' : 'muted'}>
          {outcomes.length === 0 ? 'This add-in may only show windows.' : `${done} of ${outcomes.length} got through.`}
        </Text>
      </Toolbar>
      {outcomes.length === 0 ? (
        <Stack key="empty" grow justify="center" align="center" padding="l">
          <Empty icon="shield" title="Nothing was tried yet" detail="It will ask for what it was never given." />
        </Stack>
      ) : (
        <DataGrid
          key="grid"
          label="Attempts"
          columns={COLUMNS}
          rowCount={outcomes.length}
          revision={round}
          getRows={(start, count) => outcomes.slice(start, start + count).map(rowOf)}
        />
      )}
    </Stack>
  );
}

function rowOf({ what, refused, answer }: Outcome): string[] {
  return [what, refused ? 'refused' : 'DONE', answer];
}

let theHost: Host | undefined;

export default defineAddin({
  views: { main: Main },
  activate({ host }) {
    theHost = host;
  },
  commands: { try: (host) => tryAll(host) },
  calls: {
    async tryAll() {
      if (!theHost) throw new Error('This sample has not started yet.');
      return tryAll(theHost);
    },
  },
});
