import { useEffect, useState } from 'react';
import { type Flight, FlightReader, type FlightSource } from './flight.ts';

/** Milliseconds between two looks while the page is open; nothing is read while it is not. */
const LOOK = 500;

export interface FlightWish {
  addinId: string | null;
  /** Every add-in that may wait or be waited for. */
  addins: readonly string[];
  isPaused: boolean;
}

/** What was recorded of one add-in, kept up to date. Null before the first answer. */
export function useFlight(source: FlightSource, { addinId, addins, isPaused }: FlightWish): Flight | null {
  const [flight, setFlight] = useState<Flight | null>(null);
  const names = addins.join('\n');
  useEffect(() => {
    if (addinId === null || isPaused) return undefined;
    const reader = new FlightReader(source, addinId);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      // A host that does not answer is told of elsewhere; the next look asks again.
      const news = document.hidden ? null : await reader.read(names.split('\n')).catch(() => null);
      if (isOver) return;
      if (news) setFlight(news);
      timer = setTimeout(look, LOOK);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [source, addinId, names, isPaused]);
  return flight?.addinId === addinId ? flight : null;
}
