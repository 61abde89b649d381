import type { ParentMessage } from '../protocol/parent-message.ts';
import type { MessagePortLike } from '../protocol/port-transport.ts';

export interface ParentPort {
  on(event: 'message', listener: (event: { data: ParentMessage; ports: MessagePortLike[] }) => void): unknown;
}

/** Electron's utilityProcess puts `parentPort` on `process`; it is taken before the language wall hides it. */
export function takeParentPort(): ParentPort {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (!port) throw new Error('This file runs as an Electron utility process only.');
  return port;
}
