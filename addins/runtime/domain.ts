import { CancelSignal } from '../protocol/cancel-signal.ts';
import type { Clock } from '../protocol/clock.ts';
import { BulkheadError } from '../protocol/errors.ts';
import { inspectHandlers } from '../protocol/inspect/inspect-methods.ts';
import type { AbortSignalLike, Handlers } from '../protocol/method.ts';
import { domainMethods, type Hello, type ServiceRequest } from '../protocol/methods/domain-methods.ts';
import { type HostMethodName, hostMethods } from '../protocol/methods/host-methods.ts';
import { viewMethods, windowMethods } from '../protocol/methods/view-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import { Session } from '../protocol/session.ts';
import type { Transport } from '../protocol/transport.ts';
import type { GuestBridge, GuestItems } from '../sdk/guest-runtime.ts';
import { guestCall, guestSignal } from './cancelling.ts';
import { ContractCalls } from './contract-calls.ts';
import { CurrentCall } from './current-call.ts';
import { Guest, type ScriptCompartment } from './guest.ts';
import { untilAborted } from './guest-items.ts';
import { OpenCalls } from './open-calls.ts';
import { inspectAnswer, plainAnswer, readNotice, stateAnswer } from './outgoing.ts';
import { createPulse } from './pulse.ts';

type ControlSession = Session<typeof domainMethods, typeof hostMethods>;
type ViewSession = Session<typeof viewMethods, typeof windowMethods>;
interface HostCall {
  readonly method: string;
  readonly args: unknown[];
  readonly signal?: AbortSignalLike;
}
type LogLevel = 'debug' | 'info' | 'warn' | 'error';
type Harden = <Value>(value: Value) => Value;

export interface DomainParts {
  transport: Transport;
  compartment: ScriptCompartment;
  sdkSource: string;
  hello: () => Hello;
  /** Makes what a guest is handed unchangeable, with everything that can be reached from it. */
  harden<Value>(value: Value): Value;
  stackOf(error: Error): string;
}

/** The domain's end of both ports: joins the host's calls, the window's views and the guest in the compartment. */
export class Domain {
  readonly #epoch: number;
  readonly #clock: Clock;
  readonly #openCalls: OpenCalls;
  readonly #pulse: ReturnType<typeof createPulse>;
  readonly #current = new CurrentCall();
  readonly #contractCalls = new ContractCalls(() => this.#opened().objects);
  #stackOf = (error: Error): string => error.message;
  #control: ControlSession | undefined;
  #view: ViewSession | undefined;
  #guest: Guest | undefined;

  constructor({ epoch, clock }: { epoch: number; clock: Clock }) {
    this.#epoch = epoch;
    this.#clock = clock;
    this.#openCalls = new OpenCalls(clock);
    this.#pulse = createPulse(() => this.#openCalls.count);
  }

  readonly log = (level: LogLevel, text: string): void =>
    this.#control?.notify('log.write', [level, text.slice(0, 2_000)]);

  /** Once, when the walls stand: evaluates the SDK and answers the host from then on. */
  open(parts: DomainParts): void {
    this.#stackOf = parts.stackOf;
    // A guest sees our errors: their class must not become a way to change what others see.
    parts.harden(BulkheadError);
    this.#guest = new Guest(parts, parts.harden(this.#createBridge(parts.harden)));
    const { hello, harden } = parts;
    const services = {
      guest: () => this.#ready(),
      ...{ openCalls: this.#openCalls, contractCalls: this.#contractCalls, pulse: this.#pulse, hello, harden },
      current: this.#current,
    };
    this.#control = new Session({
      ...this.#sessionBasics(parts.transport),
      local: domainMethods,
      remote: hostMethods,
      handlers: controlHandlers(services),
      objects: {
        contracts: [],
        during: (work, context) => this.#openCalls.run(() => this.#current.during(context, work)),
        current: () => this.#current.call,
      },
    });
  }

  /** One window, one view port: a new one replaces the old, whose frames are mounted again. */
  openView(transport: Transport): void {
    this.#view?.close();
    this.#view = new Session({
      ...this.#sessionBasics(transport),
      local: viewMethods,
      remote: windowMethods,
      handlers: viewHandlers(() => this.#ready(), this.#openCalls),
      onUi: (message) => this.#ready().runtime.acceptUi(message),
    });
    this.#guest?.runtime.windowOpened();
  }

  #sessionBasics(transport: Transport) {
    return { transport, clock: this.#clock, epoch: this.#epoch, stackOf: (error: Error) => this.#stackOf(error) };
  }

  #createBridge(harden: Harden): GuestBridge {
    return {
      // An effect under way is work in progress: whoever waits for it is heard before this domain ends.
      call: (method, args) => this.#openCalls.run(() => this.#callHost({ method, args })),
      open: (method, args) => {
        const signal = new CancelSignal();
        const answer = this.#openCalls.run(() => this.#callHost({ method, args, signal }));
        return harden({ answer, cancel: () => signal.abort() });
      },
      read: (method, args) => harden(this.#readHost({ method, args })),
      notify: (method, args) => notifyHost(this.#control, method, args),
      sendUi: (message) => this.#view?.sendUi(message),
      notifyWindow: (method, args) => this.#view?.notify('inspect.changed', readNotice(method, args)),
      current: () => harden(guestCall(this.#current.call)),
      log: this.log,
    };
  }

  /** The guest names methods as text; only listed ones exist. Arguments are checked by the session. */
  async #callHost({ method, args, signal }: HostCall): Promise<unknown> {
    const control = this.#opened();
    if (!isHostMethod(method)) throw new BulkheadError('E_NO_MEMBER', { message: method });
    const call = this.#contractCalls.outgoing(method, this.#current.madeFor(method, args));
    const unsent = (): void => call.undo();
    return call.read(await control.call(method, call.args as never, signal ? { signal, unsent } : { unsent }));
  }

  #readHost({ method, args }: HostCall): GuestItems {
    const control = this.#opened();
    if (method !== 'services.stream') throw new BulkheadError('E_NO_MEMBER', { message: method });
    const call = this.#contractCalls.outgoing(method, this.#current.madeFor(method, args));
    const items = control.stream(method, call.args as never, { unsent: () => call.undo() });
    return {
      async next() {
        const { done, value } = await items.next();
        if (done) return { done: true, value: undefined };
        try {
          return { done: false, value: call.read(value) };
        } catch (thrown) {
          // Nobody reads on behind an item that cannot be read.
          await items.return?.();
          throw thrown;
        }
      },
      cancel: () => void items.return?.(),
    };
  }

  #opened(): ControlSession {
    if (!this.#control) throw new BulkheadError('E_DOMAIN_UNLOADED');
    return this.#control;
  }

  #ready(): Guest {
    if (!this.#guest) throw new BulkheadError('E_START_FAILED', { message: 'The add-in is not loaded yet.' });
    return this.#guest;
  }
}

function notifyHost(control: ControlSession | undefined, method: string, args: unknown[]): void {
  if (control && isHostMethod(method)) control.notify(method, args as never);
}

/** Methods that are answered once: a stream is read. */
type HostCallName = Exclude<HostMethodName, 'services.stream'>;

function isHostMethod(name: string): name is HostCallName {
  return Object.hasOwn(hostMethods, name) && !hostMethods[name as HostMethodName].streams;
}

function controlHandlers(parts: {
  guest: () => Guest;
  openCalls: OpenCalls;
  contractCalls: ContractCalls;
  pulse: () => { heapBytes: number; externalBytes: number; busy: number; openCalls: number };
  hello: () => Hello;
  harden: Harden;
  current: CurrentCall;
}): Handlers<typeof domainMethods> {
  const { guest, openCalls } = parts;
  return {
    ...serviceHandlers(parts),
    'domain.hello': () => parts.hello(),
    'domain.load': ([script]) => {
      const { name, version, stateVersion } = script;
      parts.contractCalls.learn(script);
      guest().load(script.source, { name: `${name}-${version}.js`, stateVersion });
      return null;
    },
    'domain.rehearse': () => {
      guest().runtime.rehearse();
      return null;
    },
    'domain.activate': ([activation]) =>
      openCalls.run(() =>
        guest()
          .runtime.activate(activation)
          .then(() => null),
      ),
    'domain.saveState': async () => stateAnswer(await guest().runtime.saveState()),
    'domain.restoreState': ([state]) =>
      guest()
        .runtime.restoreState(state)
        .then(() => null),
    'domain.deactivate': ([{ reason }]) =>
      guest()
        .runtime.deactivate(reason)
        .then(() => null),
    'domain.drain': () => openCalls.idle().then(() => null),
    'domain.ping': () => parts.pulse(),
    'command.run': ([id]) => openCalls.run(() => guest().runtime.runCommand(id)),
  };
}

type ServiceHandlers = Pick<Handlers<typeof domainMethods>, 'service.call' | 'service.event' | 'service.stream'>;

function serviceHandlers({
  guest,
  openCalls,
  contractCalls,
  harden,
  current,
}: {
  guest: () => Guest;
  openCalls: OpenCalls;
  contractCalls: ContractCalls;
  harden: Harden;
  current: CurrentCall;
}): ServiceHandlers {
  return {
    'service.call': ([request], { signal }) =>
      openCalls.run(async () => {
        const serve = (read: ServiceRequest) =>
          current.serve(request, signal, () => guest().runtime.serve(read, harden(guestSignal(signal))));
        return plainAnswer(await contractCalls.incoming(request, signal, serve), request.member);
      }),
    // Who reads it is not waited for when this domain ends: a stream may have no end of its own.
    'service.stream': async ([request], { signal }) => {
      const serve = (read: ServiceRequest) => guest().runtime.serve(read, harden(guestSignal(signal)), 'stream');
      const open = () => contractCalls.incomingStream(request, serve);
      const items = await current.serve(request, signal, async () => current.items(await open()));
      return untilAborted(items, signal) as AsyncIterable<Plain>;
    },
    'service.event': ([event]) => {
      guest().runtime.acceptEvent(contractCalls.incomingEvent(event));
      return null;
    },
  };
}

function viewHandlers(guest: () => Guest, openCalls: OpenCalls): Handlers<typeof viewMethods> {
  return {
    'view.mount': ([{ frameId, view, params, features }]) => {
      if (features) guest().runtime.learnFeatures(features);
      guest().runtime.mount(frameId, view, params);
      return null;
    },
    'view.unmount': ([frameId]) => {
      guest().runtime.unmount(frameId);
      return null;
    },
    'view.settle': () => null,
    'addin.call': ([name, args]) =>
      openCalls.run(async () => plainAnswer(await guest().runtime.call(name, args), name)),
    ...inspectHandlers((name, parameters) => inspectAnswer(name, guest().runtime.inspect(name, parameters))),
  };
}
