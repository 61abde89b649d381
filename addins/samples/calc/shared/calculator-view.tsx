import {
  Button,
  type ContractBase,
  Facts,
  providerOf,
  RadioGroup,
  Row,
  Stack,
  Text,
  TextField,
  useKept,
} from '@bulkhead/sdk';
import { calculate, HOST_VERSIONS, type Pairing, pair, seenBy, type Task } from './hosts.ts';
import { readNumbers } from './numbers.ts';

/** One calculator, used by hosts of three versions. */
export function CalculatorView({ calculator, version }: { calculator: ContractBase; version: number }) {
  const [host, setHost] = useKept('host', version);
  const [typed, setTyped] = useKept('typed', '1.5, 2, 4');
  const [answer, setAnswer] = useKept('answer', '');
  const { numbers, wrong } = readNumbers(typed);
  const pairing = pair(host, version);

  const run = async (task: Task): Promise<void> => {
    try {
      const provider = seenBy(providerOf(calculator), pairing);
      setAnswer(`${task === 'sum' ? 'Sum' : 'Product'}: ${await calculate(provider, host, { task, values: numbers })}`);
    } catch (problem) {
      setAnswer(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <Stack padding="l" grow>
      <RadioGroup
        key="host"
        label="Bulkhead speaks"
        value={String(host)}
        options={HOST_VERSIONS.map(({ major, minor }) => ({
          value: String(major),
          label: `acme.calc ${major}.${minor}`,
        }))}
        onChange={(value) => setHost(Number(value))}
      />
      <Facts key="facts" items={factsOf(pairing)} />
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

export function factsOf({ adapters, lossy, hostContract, addInContract }: Pairing) {
  const steps = adapters.map(
    ({ from, to, side }) => `${from} to ${to}, from ${side === 'host' ? 'Bulkhead' : 'the add-in'}`,
  );
  return [
    { label: 'The add-in speaks', value: addInContract },
    { label: 'Bulkhead speaks', value: hostContract },
    { label: 'Adapters', value: steps.length === 0 ? 'none is needed' : steps.join('; then ') },
    { label: 'Is anything lost?', value: lossy ? 'yes, what listeners are told' : 'no' },
  ];
}
