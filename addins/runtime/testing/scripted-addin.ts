import type { Use } from '../../protocol/contracts/call-values.ts';
import { BulkheadError } from '../../protocol/errors.ts';
import type { ServiceEvent, ServiceRequest } from '../../protocol/methods/domain-methods.ts';
import type { Plain } from '../../protocol/plain-data.ts';
import type {
  Activation,
  GuestBridge,
  GuestRuntime,
  GuestSignal,
  LoadOptions,
  SdkScript,
} from '../../sdk/guest-runtime.ts';

/** A call of another add-in, as it came, with the way back to the host. */
export interface ScriptedServiceCall extends ServiceRequest {
  host: GuestBridge;
  signal: GuestSignal;
  use: Use;
}

/** An add-in as a test writes it: plain functions, driven by the real runtime through {@link createScriptedSdk}. */
export interface ScriptedAddin {
  /** Runs while the script is evaluated. */
  load?(): void;
  activate?(activation: Activation, host: GuestBridge): void | Promise<void>;
  saveState?(): unknown;
  restoreState?(state: Plain, version: number): void | Promise<void>;
  deactivate?(reason: string): void | Promise<void>;
  commands?: Readonly<Record<string, (host: GuestBridge) => unknown>>;
  calls?: Readonly<Record<string, (...args: Plain[]) => unknown>>;
  /** By contract and member. */
  services?: Readonly<Record<string, Readonly<Record<string, (call: ScriptedServiceCall) => unknown>>>>;
  onEvent?(event: ServiceEvent): void;
  views?: readonly string[];
  inspect?(method: string, parameters: readonly unknown[]): unknown;
  windowOpened?(): void;
}

/** The text of a package's script that stands for the add-in `name`. */
export function scriptOf(name: string): string {
  return `module.exports = require('@bulkhead/sdk').addin(${JSON.stringify(name)});`;
}

/** An SDK without React: its add-ins are the test's own functions, by name. */
export function createScriptedSdk(addins: ReadonlyMap<string, ScriptedAddin>): SdkScript {
  const addin = (name: string): ScriptedAddin => {
    const found = addins.get(name);
    if (!found) throw new Error(`no add-in ${name}`);
    found.load?.();
    return found;
  };
  return {
    modules: { react: {}, 'react/jsx-runtime': {}, '@bulkhead/sdk': { addin } },
    start: (bridge) => new ScriptedGuest(bridge),
  };
}

class ScriptedGuest implements GuestRuntime {
  readonly #bridge: GuestBridge;
  #addin: ScriptedAddin = {};
  #stateVersion = 1;

  constructor(bridge: GuestBridge) {
    this.#bridge = bridge;
  }

  load(exports: unknown, { stateVersion = 1 }: LoadOptions = {}): void {
    this.#addin = exports as ScriptedAddin;
    this.#stateVersion = stateVersion;
  }

  rehearse(): void {}

  learnFeatures(): void {
    // Scripts draw nothing.
  }

  async activate(activation: Activation): Promise<void> {
    await this.#addin.activate?.(activation, this.#bridge);
  }

  async saveState() {
    if (!this.#addin.saveState) return null;
    return { version: this.#stateVersion, value: (await this.#addin.saveState()) as Plain };
  }

  async restoreState({ value, version }: { value: Plain; version: number }): Promise<void> {
    await this.#addin.restoreState?.(value, version);
  }

  async deactivate(reason: string): Promise<void> {
    await this.#addin.deactivate?.(reason);
  }

  async runCommand(id: string): Promise<null> {
    const command = this.#addin.commands?.[id];
    if (!command) throw new BulkheadError('E_NO_MEMBER', { message: id });
    await command(this.#bridge);
    return null;
  }

  async call(name: string, args: unknown[]): Promise<unknown> {
    const call = this.#addin.calls?.[name];
    if (!call) throw new BulkheadError('E_NO_MEMBER', { message: name });
    return (await call(...(args as Plain[]))) ?? null;
  }

  async serve(request: ServiceRequest, signal: GuestSignal, use: Use = 'call'): Promise<unknown> {
    const member = this.#addin.services?.[request.contract]?.[request.member];
    if (!member) throw new BulkheadError('E_NO_MEMBER', { message: request.member });
    return (await member({ ...request, host: this.#bridge, signal, use })) ?? null;
  }

  acceptEvent(event: ServiceEvent): void {
    this.#addin.onEvent?.(event);
  }

  mount(frameId: string, view: string, params: unknown): void {
    if (!this.#addin.views?.includes(view)) throw new BulkheadError('E_NO_MEMBER', { message: view });
    this.#bridge.sendUi({ frameId, view, params });
  }

  unmount(): void {}

  acceptUi(): void {}

  inspect(method: string, parameters: readonly unknown[]): unknown {
    return this.#addin.inspect?.(method, parameters) ?? null;
  }

  windowOpened(): void {
    this.#addin.windowOpened?.();
  }
}
