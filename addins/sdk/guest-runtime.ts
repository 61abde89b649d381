import type { Use } from '../protocol/contracts/call-values.ts';
import type { InspectMethod } from '../protocol/inspect/inspect-methods.ts';
import type { ServiceEvent, ServiceRequest } from '../protocol/methods/domain-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A call that can be called off. */
export interface OpenGuestCall {
  readonly answer: Promise<unknown>;
  /** Nobody waits for the answer any more. */
  cancel(): void;
}

/** What is read item by item. */
export interface GuestItems {
  next(): Promise<{ done: boolean; value: unknown }>;
  /** Nobody wants the rest. */
  cancel(): void;
}

/** Tells whether somebody still waits for an answer. */
export interface GuestSignal {
  isAborted(): boolean;
  onAbort(listener: () => void): void;
}

/** A call of another add-in that the running code works on. */
export interface GuestCall {
  readonly trace: string;
  readonly depth: number;
  readonly signal: GuestSignal;
}

/** What the runtime gives the SDK inside the compartment: its only ways out. Values are plain data. */
export interface GuestBridge {
  /** Calls a host method by name; rejects with an error that has `code` and `message`. */
  call(method: string, args: unknown[]): Promise<unknown>;
  /** The same for a call that may be called off before its answer is there. */
  open(method: string, args: unknown[]): OpenGuestCall;
  /** Reads a host method that answers a stream. */
  read(method: string, args: unknown[]): GuestItems;
  notify(method: string, args: unknown[]): void;
  /** Sends one UI message to the window; dropped while no view port is there. */
  sendUi(message: unknown): void;
  /** Tells the window something by method; dropped while no view port is there. */
  notifyWindow(method: string, args: unknown[]): void;
  /** The call that the running code works on, also behind an await. */
  current(): GuestCall | undefined;
  log(level: LogLevel, text: string): void;
}

export interface Activation {
  reason: 'start' | 'upgrade' | 'restart' | 'rollback';
  previousVersion: string | null;
}

/** State that one generation hands to the next. `version` is the form of `value`, as the manifest numbers it. */
export interface SavedGuestState {
  version: number;
  value: Plain;
}

export interface LoadOptions {
  /** `state.version` of the manifest; stamped on what saveState answers. */
  stateVersion?: number;
}

/** What the runtime asks of one add-in. Everything throws or rejects with an error that has `code` and `message`. */
export interface GuestRuntime {
  /** Takes `module.exports` of the add-in's script. */
  load(exports: unknown, options?: LoadOptions): void;
  /** Makes the first picture of a view come sooner. Nothing of the add-in runs. */
  rehearse(): void;
  activate(activation: Activation): Promise<void>;
  /** Null when the add-in keeps no state. */
  saveState(): Promise<SavedGuestState | null>;
  restoreState(state: SavedGuestState): Promise<void>;
  deactivate(reason: string): Promise<void>;
  /** Null at once where the command has ended already. */
  runCommand(id: string): Promise<null> | null;
  call(name: string, args: unknown[]): Promise<unknown>;
  /** Answers another add-in. Of a stream, the answer is what can be read item by item. */
  serve(request: ServiceRequest, signal: GuestSignal, use?: Use): Promise<unknown>;
  /** Takes an event of a contract that this add-in has subscribed to. */
  acceptEvent(event: ServiceEvent): void;
  /** Renders a view into a frame. For a frame that is mounted already (new window, new port) the whole tree is sent again. */
  mount(frameId: string, view: string, params: unknown): void;
  /** Takes the window's list of components, `Name@since`, before a view is mounted. */
  learnFeatures(features: readonly string[]): void;
  unmount(frameId: string): void;
  /** Takes one UI message of the window: events and acknowledgements. Throws E_CONTRACT when it has the wrong form. */
  acceptUi(message: unknown): void;
  /** Answers a question about an inspected object. The parameters were checked against the method's schema. */
  inspect(method: InspectMethod, parameters: readonly unknown[]): unknown;
  /** There is another window: what the one before held is free. */
  windowOpened(): void;
}

/** What evaluating the SDK script yields, also left at `globalThis.__bulkheadSdk`. */
export interface SdkScript {
  readonly modules: Readonly<Record<'react' | 'react/jsx-runtime' | '@bulkhead/sdk', unknown>>;
  start(bridge: GuestBridge): GuestRuntime;
}
