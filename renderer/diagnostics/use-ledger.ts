import { useEffect, useState } from 'react';
import type { LedgerSummary } from '../../preload/bridge.ts';
import type { Host } from '../bridge.ts';

export interface Ledger {
  readonly lines: readonly LedgerSummary[];
  /** Milliseconds since 1970 of the reading. */
  readonly readAt: number;
}

/** Reads the ledger when the page opens and at every `beat`, which is the host's report of its processes. */
export function useLedger(host: Host, beat: unknown): Ledger | null {
  const [ledger, setLedger] = useState<Ledger | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the beat says when to read again.
  useEffect(() => {
    let isCurrent = true;
    host.bridge.ledger().then(
      (lines) => {
        if (isCurrent) setLedger({ lines, readAt: Date.now() });
      },
      // What was read before stays; the next beat reads again.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [host, beat]);
  return ledger;
}
