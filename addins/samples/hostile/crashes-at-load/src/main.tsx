import { defineAddin, Text } from '@bulkhead/sdk';

function readTable(): string[] {
  throw new RangeError('A table in this script has no rows, as always.');
}

const rows = readTable();

export default defineAddin({ views: { main: () => <Text>{rows.length} rows</Text> } });
