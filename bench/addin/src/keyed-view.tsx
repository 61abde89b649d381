import { Heading, Row, Scroll, Stack, Text, TextField, useKept } from '@bulkhead/sdk';

const ROWS = 500;
const ids = Array.from({ length: ROWS }, (_, id) => id);

interface KeyedViewProps {
  /** The newer version has the rows the other way round and a search field above them. */
  newer: boolean;
}

/** A list that keeps what the person typed, in two versions that differ around and in the order of the same rows. */
export function KeyedView({ newer }: KeyedViewProps) {
  const [note, setNote] = useKept<string>('note', '');
  const [search, setSearch] = useKept<string>('search', '');
  return (
    <Stack padding="m">
      <Heading level={2}>{newer ? 'Second edition' : 'First edition'}</Heading>
      {newer ? <TextField key="search" label="Search" value={search} onChange={setSearch} /> : null}
      <TextField key="note" label="Note" value={note} onChange={setNote} />
      <Scroll label="Rows">
        {(newer ? ids.toReversed() : ids).map((id) => (
          <Row key={`row-${id}`} padding="xs">
            <Text mono>{`row-${id}`}</Text>
            <Text>{newer ? 'second edition' : 'first edition'}</Text>
          </Row>
        ))}
      </Scroll>
    </Stack>
  );
}
