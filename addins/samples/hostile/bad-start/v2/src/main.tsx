import { defineAddin } from '@bulkhead/sdk';
import { CounterView } from '../../counter-view.tsx';

export default defineAddin({
  views: { main: () => <CounterView count={0} onPress={() => undefined} version="2.0.0" /> },
  calls: { version: () => '2.0.0' },
  activate() {
    throw new Error('A part that this version needs is missing.');
  },
});
