import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';

export interface LaunchOptions {
  /** Shown in process lists and crash reports; unique among live processes. */
  serviceName: string;
  addinId: string;
  epoch: number;
  /** JavaScript heap in MB; other memory is watched by the governor. */
  heapMegabytes: number;
}

/** One process of a domain, whatever starts it. Everything here is host side; nothing of the add-in is trusted. */
export interface LaunchedProcess {
  readonly pid: number | undefined;
  /** Our end of the control port; not started yet. */
  readonly controlPort: MessagePortLike;
  /** Creates a port pair: one end goes into the process, the other is returned for the window. */
  createViewPort(): unknown;
  /** Asks the system to end it; false when it has not started or is gone already. */
  kill(): boolean;
  /** Ends it without asking. */
  killHard(): void;
  onSpawn(listener: () => void): void;
  /** Runs once. The code is the one of Electron's `exit` event. */
  onExit(listener: (code: number) => void): void;
  /** Text of stdout and stderr, best effort. */
  onOutput(listener: (text: string) => void): void;
}

export type Launch = (options: LaunchOptions) => LaunchedProcess;
