import type { MessagePortLike } from './port-transport.ts';

/** What the host posts to a domain outside of any session: only how it begins, and new ports. */
export type ParentMessage =
  | {
      type: 'start';
      epoch: number;
      /** Absolute path of the SDK script, read before the walls go up. */
      sdkPath: string;
      /** Local development only: a wall that is missing is reported instead of refused. */
      addinId: string;
    }
  | { type: 'view-port' };

export interface ParentPort {
  on(event: 'message', listener: (event: { data: ParentMessage; ports: MessagePortLike[] }) => void): unknown;
}

/** Electron's utilityProcess puts `parentPort` on `process`; it is taken before the language wall hides it. */
export function takeParentPort(): ParentPort {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (!port) throw new Error('This file runs as an Electron utility process only.');
  return port;
}
