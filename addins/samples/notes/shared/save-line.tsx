import { Link, Spacer, StatusBar, Text } from '@bulkhead/sdk';
import { useEffect, useState } from 'react';
import type { NotesStore, SaveState } from './notes-store.ts';
import { useValue } from './value.ts';

/** Milliseconds between two looks at the clock. */
const LOOK_EVERY = 15_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The last line of a frame: whether everything is saved. */
export function SaveLine({ store, detail }: { store: NotesStore; detail?: string }) {
  const saving = useValue(store.saving);
  const now = useNow();
  return (
    <StatusBar>
      <Text key="saved" tone={saving.kind === 'failed' ? 'bad' : 'normal'}>
        {saveText(saving, now)}
      </Text>
      {saving.kind === 'failed' ? (
        <Link key="retry" onPress={() => store.flush()}>
          Try again
        </Link>
      ) : null}
      <Spacer key="space" />
      {detail === undefined ? null : <Text key="detail">{detail}</Text>}
    </StatusBar>
  );
}

export function saveText(saving: SaveState, now: number): string {
  if (saving.kind === 'failed') return `Not saved: ${saving.reason}`;
  if (saving.kind === 'waiting') return 'Saving…';
  if (saving.at === null) return 'Everything is saved';
  const ago = now - saving.at;
  if (ago < MINUTE) return 'Saved a moment ago';
  if (ago < HOUR) return `Saved ${count(Math.floor(ago / MINUTE), 'minute')} ago`;
  return `Saved ${count(Math.floor(ago / HOUR), 'hour')} ago`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  return now;
}
