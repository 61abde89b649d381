import { createContext } from 'react';
import type { Plain } from '../protocol/plain-data.ts';
import type { Host } from './host.ts';
import type { Inspector } from './inspect/inspector.ts';
import type { KeptState } from './kept-state.ts';
import type { Presence } from './presence.ts';

/** What the hooks of one view find around them. */
export interface FrameContextValue {
  readonly frameId: string;
  readonly params: Plain;
  readonly host: Host;
  readonly kept: KeptState;
  readonly inspector: Inspector;
  readonly presence: Presence;
}

export const FrameContext = createContext<FrameContextValue | null>(null);
