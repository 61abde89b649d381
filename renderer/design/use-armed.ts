import { useEffect, useState } from 'react';

/** Milliseconds a question must have been in view before an answer counts. */
export const ARMING_TIME = 700;

/**
 * False until the person could have read what is asked. Starts over whenever `question` changes and when
 * the window comes back into view, so that a press meant for something else never answers.
 */
export function useArmed(question: string | null): boolean {
  const [armedFor, setArmedFor] = useState<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      clearTimeout(timer);
      setArmedFor(null);
      timer = setTimeout(() => setArmedFor(question), ARMING_TIME);
    };
    arm();
    window.addEventListener('focus', arm);
    document.addEventListener('visibilitychange', arm);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', arm);
      document.removeEventListener('visibilitychange', arm);
    };
  }, [question]);
  return question !== null && armedFor === question;
}
