import { Button, Progress, Row, Stack } from '@bulkhead/sdk';
import type { Job } from '../explorer-state.ts';

/** What takes longer than a moment, how far it is, and how to stop it. */
export function JobLine({ job, onCancel }: { job: Job; onCancel: () => void }) {
  return (
    <Row padding="s" gap="m">
      <Stack key="progress" grow>
        <Progress label={job.label} value={job.done} detail={job.detail === '' ? undefined : job.detail} />
      </Stack>
      <Button key="cancel" onPress={onCancel}>
        Cancel
      </Button>
    </Row>
  );
}
