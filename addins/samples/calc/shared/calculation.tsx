import { Button, Row, Text, TextField, useKept } from '@bulkhead/sdk';
import type { Task } from './hosts.ts';
import { readNumbers } from './numbers.ts';

/** Numbers as a person types them, what to do with them, and what came out, in words if it failed. */
export function Calculation({ calculate }: { calculate(task: Task, values: number[]): Promise<number> }) {
  const [typed, setTyped] = useKept('typed', '1.5, 2, 4');
  const [answer, setAnswer] = useKept('answer', '');
  const { numbers, wrong } = readNumbers(typed);

  const run = async (task: Task): Promise<void> => {
    try {
      setAnswer(`${task === 'sum' ? 'Sum' : 'Product'}: ${await calculate(task, numbers)}`);
    } catch (problem) {
      setAnswer(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <>
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
    </>
  );
}
