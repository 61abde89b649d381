import type { WaitingQuestion } from '../preload/bridge.ts';

/** Milliseconds. An add-in that asks and gives up in a loop must not talk over the person. */
const SILENCE = 30_000;

/** Says who has a new question behind its badge, each add-in once in a while. */
export function createQuestionSpeaker(
  say: (words: string) => void,
  now: () => number = () => performance.now(),
): (after: readonly WaitingQuestion[], before: readonly WaitingQuestion[]) => void {
  const last = new Map<string, number>();
  return (after, before) => {
    const known = new Set(before.map(({ addinId }) => addinId));
    for (const { addinId, displayName } of after) {
      const at = now();
      if (known.has(addinId) || at - (last.get(addinId) ?? Number.NEGATIVE_INFINITY) < SILENCE) continue;
      last.set(addinId, at);
      say(`${displayName} has a question. It waits in the status bar.`);
    }
  };
}
