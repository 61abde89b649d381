import { Badge, Button, Row, Spacer, Stack, Text } from '@bulkhead/sdk';
import { memo, useSyncExternalStore } from 'react';
import { type LargeRow, rowsOf, updateRows } from './rows.ts';

interface Shown {
  readonly rows: readonly LargeRow[];
  readonly revision: number;
}

let shown: Shown = { rows: [], revision: 0 };
const listeners = new Set<() => void>();

function show(next: Shown): void {
  shown = next;
  for (const listener of listeners) listener();
}

let flooding: ReturnType<typeof setTimeout> | undefined;

function update(revision: number): void {
  show({ rows: updateRows(shown.rows, revision), revision });
}

function floodOn(): void {
  update(shown.revision + 1);
  flooding = setTimeout(floodOn, 0);
}

/** Calls by which the benchmark fills, changes and empties the view. */
export const largeCalls = {
  fill: (count: number, revision: number) => show({ rows: rowsOf(count), revision }),
  update,
  /** Changes one node in a hundred in every turn, whether or not the window keeps up, until it is told to stop. */
  flood: (isOn: boolean) => {
    clearTimeout(flooding);
    if (isOn) floodOn();
  },
};

export function LargeView() {
  return <LargeRows {...useSyncExternalStore(subscribe, () => shown)} />;
}

/** Ten nodes for each row. */
export function LargeRows({ rows, revision }: Shown) {
  return (
    <Stack gap="none">
      {rows.map((row) => (
        <LargeRowView key={row.id} row={row} />
      ))}
      <Text tone="muted">{`revision ${revision}`}</Text>
    </Stack>
  );
}

const LargeRowView = memo(function LargeRowView({ row }: { row: LargeRow }) {
  return (
    <Row gap="m" padding="xs">
      <Text mono>{String(row.id)}</Text>
      <Stack gap="none">
        <Text weight="medium">{row.title}</Text>
        <Text tone="muted">{row.detail}</Text>
      </Stack>
      <Badge tone={row.tone}>{row.tone}</Badge>
      <Spacer />
      <Text numeric>{row.amount}</Text>
      <Text>{row.date}</Text>
      <Button kind="quiet">Open</Button>
    </Row>
  );
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
