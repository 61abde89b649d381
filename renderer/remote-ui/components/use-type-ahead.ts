import { useRef } from 'react';

/** Milliseconds after which a letter begins a new word. */
const WORD_PAUSE = 700;

/** Gathers letters that are typed one after the other; `find` is told what they are so far. Answers true for a letter. */
export function useTypeAhead(find: (words: string) => void): (key: string) => boolean {
  const typed = useRef({ words: '', at: Number.NEGATIVE_INFINITY });
  return (key) => {
    if ([...key].length !== 1) return false;
    const now = performance.now();
    const before = now - typed.current.at < WORD_PAUSE ? typed.current.words : '';
    // A space begins no word: alone it is a key of its own.
    if (before === '' && key === ' ') return false;
    typed.current = { words: before + key, at: now };
    find(typed.current.words);
    return true;
  };
}
