import { Button, Empty, Progress, Stack } from '@bulkhead/sdk';
import type { Job } from '../explorer-state.ts';
import type { Settings } from '../settings.ts';

/** Nothing is open: says what to do, and after a restart which file was there. */
export function EmptyState({ settings, onOpen }: { settings: Settings; onOpen: () => Promise<void> }) {
  return (
    <Stack grow justify="center" align="center" padding="l">
      {settings.fileName === null ? <FirstFile onOpen={onOpen} /> : <SameFile settings={settings} onOpen={onOpen} />}
    </Stack>
  );
}

function FirstFile({ onOpen }: { onOpen: () => Promise<void> }) {
  return (
    <Empty
      icon="table"
      title="Open a CSV file"
      detail="Tables of any length: a million rows are ready in seconds. The file is only read, and nothing of it leaves this computer."
    >
      <Button kind="primary" icon="open" once onPress={onOpen}>
        Open…
      </Button>
    </Empty>
  );
}

function SameFile({ settings, onOpen }: { settings: Settings; onOpen: () => Promise<void> }) {
  const kept = settings.filter === '' && settings.sort === null ? '' : ' Your filter and sorting are kept.';
  return (
    <Empty
      icon="file"
      title={`Open "${settings.fileName}" again`}
      detail={`CSV Explorer was restarted, and may read a file only while you let it. Pick the file once more.${kept}`}
    >
      <Button kind="primary" icon="open" once onPress={onOpen}>
        Open the file again…
      </Button>
    </Empty>
  );
}

export function ReadingState({ job, onCancel }: { job: Job | null; onCancel: () => void }) {
  return (
    <Stack grow justify="center" padding="xl" gap="m">
      <Progress label={job?.label ?? 'Reading the file'} value={job?.done ?? null} detail={job?.detail ?? ''} />
      <Stack align="center">
        <Button onPress={onCancel}>Cancel</Button>
      </Stack>
    </Stack>
  );
}
