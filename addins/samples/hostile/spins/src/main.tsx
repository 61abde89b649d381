import { Banner, Button, defineAddin, Stack, Text } from '@bulkhead/sdk';

/** Keeps the one thread of this process busy for good. */
function spin(): never {
  while (true) {
    // Nothing ever ends this.
  }
}

function Main() {
  return (
    <Stack padding="l" grow>
      <Banner tone="warn" title="This add-in loops without end." detail="After that it answers nothing any more." />
      <Text tone="muted">The other frames go on working. The host ends this one and starts it again.</Text>
      <Button key="spin" kind="danger" onPress={spin}>
        Spin forever
      </Button>
    </Stack>
  );
}

export default defineAddin({
  views: { main: Main },
  commands: { spin },
  calls: { spin, alive: () => true },
});
