import { BulkheadError, createCancelSource, type Plain, useHost } from '@bulkhead/sdk';
import { useEffect, useMemo, useRef, useState } from 'react';

const CALC = 'samples.calc';
/** Milliseconds between two calls while the switch is on. */
const PAUSE = 100;

interface Answered {
  answers: number;
  lost: number;
  last: string;
}

const NOTHING: Answered = { answers: 0, lost: 0, last: '' };

/** Everything that Ledger asks of Calc. */
export function useCalc(amounts: readonly number[]) {
  const { services } = useHost();
  const calc = useMemo(() => services.use(CALC, { sum: { idempotent: true }, askBack: {} }), [services]);
  const [progress, setProgress] = useState('');
  const stop = useRef<(() => void) | null>(null);

  const addUp = async (): Promise<string> => words(await calc.sum([...amounts]));
  const addUpSlowly = async (): Promise<string> => {
    const { signal, abort } = createCancelSource();
    stop.current = abort;
    const unsubscribe = await services.subscribe(CALC, (_topic, value) => setProgress(progressWords(value)));
    try {
      return words(await services.call(CALC, 'sumSlowly', [[...amounts]], { signal }));
    } finally {
      stop.current = null;
      unsubscribe();
      setProgress('');
    }
  };
  return {
    addUp,
    addUpSlowly,
    progress,
    stop: () => stop.current?.(),
    askBack: async () => words(await calc.askBack()),
  };
}

/** Asks again and again while `on`, and counts. */
export function useKeepAsking(on: boolean, ask: () => Promise<string>): Answered {
  const [answered, setAnswered] = useState(NOTHING);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!on) return undefined;
    const asking = { on: true };
    void keepAsking(asking, {
      ask: () => latest.current(),
      done: (last) => setAnswered((before) => ({ ...before, answers: before.answers + 1, last })),
      failed: (last) => setAnswered((before) => ({ ...before, lost: before.lost + 1, last })),
    });
    return () => {
      asking.on = false;
    };
  }, [on]);
  return answered;
}

async function keepAsking(
  asking: { on: boolean },
  { ask, done, failed }: { ask(): Promise<string>; done(words: string): void; failed(words: string): void },
): Promise<void> {
  while (asking.on) {
    try {
      done(await ask());
    } catch (error) {
      failed(problemWords(error));
    }
    await new Promise<void>((resolve) => void setTimeout(resolve, PAUSE));
  }
}

export function problemWords(error: unknown): string {
  return error instanceof BulkheadError ? `${error.code}: ${error.message}` : String(error);
}

function words(answer: Plain): string {
  const { total, by } = answer as { total: number; by: string };
  return `${total}, says Calc ${by}`;
}

function progressWords(value: Plain): string {
  const { done, of } = value as { done: number; of: number };
  return `${done} of ${of}`;
}
