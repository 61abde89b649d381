import type { Clock } from '../protocol/clock.ts';
import { BulkheadError } from '../protocol/errors.ts';
import type { Handlers } from '../protocol/method.ts';
import { domainMethods, type Hello } from '../protocol/methods/domain-methods.ts';
import { type HostMethodName, hostMethods } from '../protocol/methods/host-methods.ts';
import { viewMethods, windowMethods } from '../protocol/methods/view-methods.ts';
import { Session } from '../protocol/session.ts';
import type { Transport } from '../protocol/transport.ts';
import type { GuestBridge } from '../sdk/guest-runtime.ts';
import { Guest, type ScriptCompartment } from './guest.ts';
import { OpenCalls } from './open-calls.ts';
import { createPulse } from './pulse.ts';

type ControlSession = Session<typeof domainMethods, typeof hostMethods>;
type ViewSession = Session<typeof viewMethods, typeof windowMethods>;
type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface DomainParts {
  transport: Transport;
  compartment: ScriptCompartment;
  sdkSource: string;
  hello: () => Hello;
}

export interface Domain {
  log(level: LogLevel, text: string): void;
  open(parts: DomainParts): void;
  openView(transport: Transport): void;
}

/** The domain's end of both ports: joins the host's calls, the window's views and the guest in the compartment. */
export function createDomain({ epoch, clock }: { epoch: number; clock: Clock }): Domain {
  const openCalls = new OpenCalls();
  const pulse = createPulse(() => openCalls.count);
  let control: ControlSession | undefined;
  let view: ViewSession | undefined;
  let guest: Guest | undefined;
  const readyGuest = (): Guest => {
    if (!guest) throw new BulkheadError('E_START_FAILED', { message: 'The add-in is not loaded yet.' });
    return guest;
  };
  const log = (level: LogLevel, text: string): void => control?.notify('log.write', [level, text.slice(0, 2_000)]);
  const bridge: GuestBridge = {
    call: (method, args) => callHost(control, method, args),
    notify: (method, args) => notifyHost(control, method, args),
    sendUi: (message) => view?.sendUi(message),
    log,
  };
  return {
    log,
    open(parts) {
      guest = new Guest(parts.compartment, parts.sdkSource, bridge);
      control = new Session({
        transport: parts.transport,
        clock,
        epoch,
        local: domainMethods,
        remote: hostMethods,
        handlers: controlHandlers({ guest: readyGuest, openCalls, pulse, hello: parts.hello }),
      });
    },
    openView(transport) {
      // One window, one view port: a new one replaces the old, whose frames are mounted again.
      view?.close();
      view = new Session({
        transport,
        clock,
        epoch,
        local: viewMethods,
        remote: windowMethods,
        handlers: viewHandlers(readyGuest, openCalls),
        onUi: (message) => readyGuest().runtime.acceptUi(message),
      });
    },
  };
}

/** The guest names methods as text; only listed ones exist. Arguments are checked by the session. */
function callHost(control: ControlSession | undefined, method: string, args: unknown[]): Promise<unknown> {
  if (!control) return Promise.reject(new BulkheadError('E_DOMAIN_UNLOADED'));
  if (!isHostMethod(method)) return Promise.reject(new BulkheadError('E_NO_MEMBER', { message: method }));
  return control.call(method, args as never);
}

function notifyHost(control: ControlSession | undefined, method: string, args: unknown[]): void {
  if (control && isHostMethod(method)) control.notify(method, args as never);
}

function isHostMethod(name: string): name is HostMethodName {
  return Object.hasOwn(hostMethods, name);
}

function controlHandlers(parts: {
  guest: () => Guest;
  openCalls: OpenCalls;
  pulse: () => { heapBytes: number; externalBytes: number; busy: number; openCalls: number };
  hello: () => Hello;
}): Handlers<typeof domainMethods> {
  const { guest, openCalls } = parts;
  return {
    'domain.hello': () => parts.hello(),
    'domain.load': ([script]) => {
      const { name, version, stateVersion } = script;
      guest().load(script.source, { name: `${name}-${version}.js`, stateVersion });
      return null;
    },
    'domain.activate': ([activation]) =>
      openCalls.run(() =>
        guest()
          .runtime.activate(activation)
          .then(() => null),
      ),
    'domain.saveState': () => guest().runtime.saveState() as never,
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
    'command.run': ([id]) =>
      openCalls.run(() =>
        guest()
          .runtime.runCommand(id)
          .then(() => null),
      ),
  };
}

function viewHandlers(guest: () => Guest, openCalls: OpenCalls): Handlers<typeof viewMethods> {
  return {
    'view.mount': ([{ frameId, view, params }]) => {
      guest().runtime.mount(frameId, view, params);
      return null;
    },
    'view.unmount': ([frameId]) => {
      guest().runtime.unmount(frameId);
      return null;
    },
    'view.settle': () => null,
    'addin.call': ([name, args]) => openCalls.run(() => guest().runtime.call(name, args) as never),
  };
}
