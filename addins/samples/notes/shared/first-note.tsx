import { Button, Empty, Stack } from '@bulkhead/sdk';

/** There is no note yet. */
export function FirstNote({ onNew }: { onNew: () => void }) {
  return (
    <Stack grow justify="center" align="center" padding="l">
      <Empty icon="note" title="Write your first note" detail="Notes are saved as you type, on this computer only.">
        <Button kind="primary" icon="add" onPress={onNew}>
          New note
        </Button>
      </Empty>
    </Stack>
  );
}
