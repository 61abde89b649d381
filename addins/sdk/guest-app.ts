import type { ComponentType } from 'react';
import type { Use } from '../protocol/contracts/call-values.ts';
import { BulkheadError, type ErrorCode } from '../protocol/errors.ts';
import type { InspectMethod } from '../protocol/inspect/inspect-methods.ts';
import type { ServiceEvent, ServiceRequest } from '../protocol/methods/domain-methods.ts';
import { isPlainData, type Plain } from '../protocol/plain-data.ts';
import { readAnswer } from '../protocol/ui/ui-frames.ts';
import { learnCurrentCall } from './current-call.ts';
import type { Addin } from './define-addin.ts';
import { learnFeatures } from './features.ts';
import type {
  Activation,
  GuestBridge,
  GuestRuntime,
  GuestSignal,
  LoadOptions,
  SavedGuestState,
} from './guest-runtime.ts';
import { GuestServices } from './guest-services.ts';
import { GuestView } from './guest-view.ts';
import { createHost, type Host } from './host.ts';
import { Inspector } from './inspect/inspector.ts';
import { KeptState } from './kept-state.ts';
import { Presence } from './presence.ts';
import { runHandler } from './reconciler/reconciler.ts';
import { rehearse } from './rehearsal.ts';
import { adaptersFor, serviceMember } from './service-adapters.ts';

/** The form in which the SDK wraps an add-in's state together with what `useKept` keeps. */
interface StateEnvelope {
  kept: Plain;
  own: Plain;
}

/** One add-in and its views, as the runtime drives them. */
export class GuestApp implements GuestRuntime {
  readonly #bridge: GuestBridge;
  readonly #host: Host;
  readonly #services: GuestServices;
  readonly #kept = new KeptState();
  readonly #views = new Map<string, GuestView>();
  readonly #inspector: Inspector;
  #addin: Addin | undefined;
  #stateVersion = 1;

  constructor(bridge: GuestBridge) {
    this.#bridge = bridge;
    learnCurrentCall(() => bridge.current());
    this.#services = new GuestServices(bridge, () => this.#addin?.adapters ?? []);
    this.#host = createHost(bridge, this.#services.createHostServices());
    this.#inspector = new Inspector({
      notify: (...news) => bridge.notifyWindow('inspect.changed', news),
      report: (text) => bridge.log('error', text),
    });
  }

  load(exports: unknown, { stateVersion = 1 }: LoadOptions = {}): void {
    this.#addin = readAddin(exports);
    this.#stateVersion = stateVersion;
    this.#services.carryEventsOf(this.#addin.services ?? {});
  }

  rehearse(): void {
    rehearse();
  }

  async activate(activation: Activation): Promise<void> {
    await this.#loaded().activate?.({ ...activation, host: this.#host });
  }

  async saveState(): Promise<SavedGuestState | null> {
    const addin = this.#loaded();
    const kept = this.#kept.save();
    const own = addin.saveState ? await addin.saveState() : null;
    if (!isPlainData(own)) throw failure('E_NOT_SERIALIZABLE', 'saveState must answer plain data.');
    if (!addin.saveState && Object.keys(kept).length === 0) return null;
    return { version: this.#stateVersion, value: { kept, own } };
  }

  async restoreState({ version, value }: SavedGuestState): Promise<void> {
    const envelope = value as unknown as StateEnvelope | null;
    if (typeof envelope !== 'object' || envelope === null) throw failure('E_STATE_REJECTED', 'The state has no form.');
    this.#kept.restore(envelope.kept);
    if (envelope.own !== null) await this.#loaded().restoreState?.(envelope.own, version);
  }

  async deactivate(reason: string): Promise<void> {
    await this.#loaded().deactivate?.(reason);
  }

  runCommand(id: string): Promise<null> | null {
    const running: unknown = member(this.#loaded().commands, id, 'command')(this.#host);
    return running === undefined ? null : untilEnded(running);
  }

  async call(name: string, args: unknown[]): Promise<unknown> {
    const answer = await member(this.#loaded().calls, name, 'call')(...(args as Plain[]));
    return answer ?? null;
  }

  async serve(request: ServiceRequest, signal: GuestSignal, use: Use = 'call'): Promise<unknown> {
    const service = member(this.#loaded().services, request.contract, 'service');
    const adapters = adaptersFor(this.#loaded().adapters ?? [], request.adapters);
    const answering = serviceMember(service, request.member, { adapters, use });
    return await this.#services.answer(answering, request, signal);
  }

  acceptEvent(event: ServiceEvent): void {
    this.#services.accept(event);
  }

  mount(frameId: string, view: string, params: unknown): void {
    const shown = this.#views.get(frameId);
    if (shown) {
      shown.sendAgain();
      return;
    }
    const component: ComponentType = member(this.#loaded().views, view, 'view');
    const context = {
      frameId,
      params: params as Plain,
      host: this.#host,
      kept: this.#kept,
      inspector: this.#inspector,
      presence: new Presence(),
    };
    const { sendUi, log } = this.#bridge;
    this.#views.set(frameId, new GuestView({ context, component, send: sendUi, log }));
  }

  learnFeatures(features: readonly string[]): void {
    learnFeatures(features);
  }

  unmount(frameId: string): void {
    this.#views.get(frameId)?.close();
    this.#views.delete(frameId);
    this.#kept.forget(frameId);
  }

  acceptUi(message: unknown): void {
    const answer = readAnswer(message);
    if (!answer) throw failure('E_CONTRACT', 'A message of the window had the wrong form.');
    this.#views.get(answer[1])?.accept(answer);
  }

  inspect(name: InspectMethod, parameters: readonly unknown[]): unknown {
    // A change that the author draws is on its way before the answer to the window.
    return runHandler(() => this.#inspector.answer(name, parameters));
  }

  windowOpened(): void {
    this.#inspector.forgetWindow();
  }

  #loaded(): Addin {
    if (!this.#addin) throw failure('E_START_FAILED', 'The add-in is not loaded yet.');
    return this.#addin;
  }
}

function readAddin(exports: unknown): Addin {
  const addin = isRecord(exports) && 'default' in exports ? exports.default : exports;
  if (!isRecord(addin)) throw failure('E_START_FAILED', 'The script must export defineAddin({ … }) as its default.');
  for (const name of ['activate', 'deactivate', 'saveState', 'restoreState'] as const) {
    if (addin[name] !== undefined && typeof addin[name] !== 'function') {
      throw failure('E_START_FAILED', `"${name}" must be a function.`);
    }
  }
  return addin as Addin;
}

/** Own entries only: a name from the wire must not reach a prototype. */
async function untilEnded(running: unknown): Promise<null> {
  await running;
  return null;
}

function member<Value>(entries: Readonly<Record<string, Value>> | undefined, name: string, kind: string): Value {
  const value = entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (value === undefined) throw failure('E_NO_MEMBER', `The add-in has no ${kind} "${name}".`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function failure(code: ErrorCode, message: string): BulkheadError {
  return new BulkheadError(code, { message });
}
