import { Banner, defineAddin, List, ListItem, Stack, Text } from '@bulkhead/sdk';
import { useState } from 'react';
import { asCalls, FAILURES, GARBAGE } from './calls.ts';
import { DRAWINGS } from './drawings.tsx';

/** What was chosen to be drawn; kept outside of the view, so that a call can choose as well. */
const chosen = { name: '' };

function Main() {
  const [name, setName] = useState(chosen.name);
  const draw = DRAWINGS[name];
  return (
    <Stack padding="l" grow>
      <Banner tone="warn" title="This add-in answers garbage." detail="Choose what its view shall draw." />
      <List key="list" label="Drawings" value={name === '' ? null : name} onChange={(value) => setName(value ?? '')}>
        {Object.keys(DRAWINGS).map((each) => (
          <ListItem key={each} value={each} title={each} />
        ))}
      </List>
      {draw ? draw() : <Text key="none">Nothing strange yet.</Text>}
    </Stack>
  );
}

export default defineAddin({
  views: { main: Main },
  commands: { throw: () => FAILURES.throwsTrap?.() },
  calls: {
    ...asCalls(GARBAGE),
    ...asCalls(FAILURES),
    alive: () => true,
    /** Takes effect when the view is opened next. */
    draw: (name) => {
      chosen.name = String(name);
      return Object.hasOwn(DRAWINGS, chosen.name);
    },
  },
  saveState: () => asCalls(GARBAGE).cycle?.() ?? null,
});
