import { Button, Row, Stack, Text, TextField, useHost, useKept } from '@bulkhead/sdk';
import { calculate, type Task } from './hosts.ts';
import { readNumbers } from './numbers.ts';

/** An add-in that was made for one version of the contract and calls whatever version is installed. */
export function UserView({ version }: { version: number }) {
  const { services } = useHost();
  const [typed, setTyped] = useKept('typed', '1.5, 2, 4');
  const [answer, setAnswer] = useKept('answer', '');
  const { numbers, wrong } = readNumbers(typed);

  const run = async (task: Task): Promise<void> => {
    try {
      const result = await calculate(services.provider('acme.calc'), version, { task, values: numbers });
      setAnswer(`${task === 'sum' ? 'Sum' : 'Product'}: ${result}`);
    } catch (problem) {
      setAnswer(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <Stack padding="l" grow>
      <TextField
        key="numbers"
        label="Numbers"
        value={typed}
        onChange={setTyped}
        {...(wrong === undefined ? {} : { error: `"${wrong}" is no number.` })}
      />
      <Row key="buttons">
        <Button key="sum" kind="primary" disabled={numbers.length === 0} onPress={() => run('sum')}>
          Add up
        </Button>
        <Button key="product" disabled={numbers.length === 0} onPress={() => run('product')}>
          Multiply
        </Button>
      </Row>
      <Text key="answer" size="l">
        {answer}
      </Text>
    </Stack>
  );
}
