import { Banner, defineAddin, Stack, Text } from '@bulkhead/sdk';

function Main() {
  return (
    <Stack padding="l" grow>
      <Banner tone="warn" title="This add-in does not end when it is asked to." />
      <Text tone="muted">Disable or restart it on the Add-ins page: the host waits a moment, then ends it.</Text>
    </Stack>
  );
}

export default defineAddin({
  views: { main: Main },
  calls: { alive: () => true },
  // A promise that nobody ever keeps.
  deactivate: () => new Promise<void>(() => undefined),
});
