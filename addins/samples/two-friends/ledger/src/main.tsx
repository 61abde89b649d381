import { Button, defineAddin, Row, Stack, Switch, Text, TextArea, useKept } from '@bulkhead/sdk';
import { useState } from 'react';
import { readAmounts } from './amounts.ts';
import { problemWords, useCalc, useKeepAsking } from './use-calc.ts';

function Ledger() {
  const [text, setText] = useKept('text', '0.1\n0.2');
  const [outcome, setOutcome] = useState('Nothing was added up yet.');
  const [isAsking, setAsking] = useState(false);
  const calc = useCalc(readAmounts(text));
  const { answers, lost, last } = useKeepAsking(isAsking, calc.addUp);
  const show = async (ask: () => Promise<string>): Promise<void> => setOutcome(await ask().catch(problemWords));
  return (
    <Stack padding="m" grow>
      <TextArea key="amounts" label="Amounts, one on each line" value={text} onChange={setText} grow />
      <Row key="once" wrap>
        <Button key="add" kind="primary" onPress={() => show(calc.addUp)}>
          Add up
        </Button>
        <Button key="slowly" once onPress={() => show(calc.addUpSlowly)}>
          Add up slowly
        </Button>
        <Button key="stop" onPress={calc.stop}>
          Stop
        </Button>
        <Button key="back" onPress={() => show(calc.askBack)}>
          Let Calc ask back
        </Button>
      </Row>
      <Text key="outcome">{outcome}</Text>
      <Text key="progress" tone="muted">{`Under way: ${calc.progress || 'nothing'}`}</Text>
      <Switch key="keep" label="Keep adding up" checked={isAsking} onChange={setAsking} />
      <Text key="kept">{`${answers} answers, ${lost} lost. ${last}`}</Text>
    </Stack>
  );
}

export default defineAddin({
  views: { main: Ledger },
  services: { 'samples.ledger': { amounts: () => [] } },
});
