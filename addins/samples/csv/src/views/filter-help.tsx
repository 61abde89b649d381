import { Button, Code, Dialog, DialogActions, Stack, Text } from '@bulkhead/sdk';
import type { CsvTable } from '../engine/table.ts';
import { filterExamples } from './filter-examples.ts';

export function FilterHelp({ table, onClose }: { table: CsvTable | null; onClose: () => void }) {
  return (
    <Dialog
      title="How to filter"
      detail="Write what the rows must be like. These examples work here."
      width={520}
      onClose={onClose}
    >
      <Stack gap="m">
        {filterExamples(table).map(({ filter, meaning }) => (
          <Stack key={filter} gap="xs">
            <Code>{filter}</Code>
            <Text tone="muted">{meaning}</Text>
          </Stack>
        ))}
      </Stack>
      <DialogActions>
        <Button kind="primary" onPress={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
