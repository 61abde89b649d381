import { defineAddin, useKept } from '@bulkhead/sdk';
import { CounterView } from '../../counter-view.tsx';

/** Presses so far, in all frames. */
let count = 0;

function Main() {
  const [pressed, setPressed] = useKept('pressed', count);
  const press = (): void => {
    count++;
    setPressed(count);
  };
  return <CounterView count={pressed} onPress={press} version="1.0.0" />;
}

export default defineAddin({
  views: { main: Main },
  calls: { version: () => '1.0.0', count: () => count },
  saveState: () => ({ count }),
  restoreState(state) {
    count = Number((state as { count?: unknown }).count) || 0;
  },
});
