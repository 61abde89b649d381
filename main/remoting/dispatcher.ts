import { BulkheadError, ERRORS } from '../../addins/protocol/errors.ts';
import type { CallContext, Handlers, MethodSpec } from '../../addins/protocol/method.ts';
import { type HostMethodName, hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import type { Caller, InstalledCapability } from '../broker/capability.ts';
import type { AuditLog } from '../policy/audit-log.ts';
import { GrantWatch } from '../policy/grant-watch.ts';
import { isWithin } from '../policy/parameters.ts';
import type { Decision, PolicyService } from '../policy/policy-service.ts';
import type { PromptOutcome, PromptQueue } from '../policy/prompt-queue.ts';
import { type RunningEffect, RunningEffects } from './running-effects.ts';
import { untilRead } from './running-stream.ts';

/** Which life of which add-in calls. */
export interface DomainKey {
  readonly addinId: string;
  readonly generation: number;
}

export interface DispatcherOptions {
  policy: Pick<PolicyService, 'decide' | 'identify' | 'noteUse' | 'question' | 'takeAnswer' | 'changed'>;
  capabilities: readonly InstalledCapability[];
  audit: Pick<AuditLog, 'record'>;
  prompts: Pick<PromptQueue, 'open' | 'withdraw'>;
  /** The person acted for this add-in a moment ago; without that a question stays behind a badge. */
  hasGesture(addinId: string): boolean;
  /** Told of errors that no caller waits for. */
  onError(error: unknown): void;
}

export interface Dispatcher {
  /** What a generation's session answers with. The session has validated every argument before a handler sees it. */
  handlersFor(domain: DomainKey): Handlers<typeof hostMethods>;
  /** The generation has ended: its calls fail with E_DOMAIN_UNLOADED and everything it had open is closed. Idempotent. */
  dispose(domain: DomainKey): Promise<void>;
  disposeAll(): Promise<void>;
}

interface Route {
  readonly method: HostMethodName;
  readonly permission: PermissionName | null;
  readonly continues: boolean;
  readonly capability: InstalledCapability;
}

interface Client {
  readonly caller: Caller;
  readonly running: RunningEffects;
  readonly grants: GrantWatch;
  ended: boolean;
}

interface Call {
  readonly client: Client;
  readonly route: Route;
  readonly parameters: readonly unknown[];
  readonly effect: RunningEffect;
  /** What it is about, for the audit. */
  object: string;
  /** Its handler has it now. */
  hasBegun: boolean;
}

/** A method that every add-in may call. */
const FREE: Decision = { effect: 'allow', because: [], parameters: {} };

/** Joins the wire, the policy and the brokers: every call is decided, run and recorded here, and nowhere else. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  return new HostDispatcher(options);
}

class HostDispatcher implements Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #routes: readonly Route[];
  readonly #clients = new Map<string, Client>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#routes = routesOf(options.capabilities);
    options.policy.changed.on((addinId) => this.#reconsider(addinId));
  }

  handlersFor(domain: DomainKey): Handlers<typeof hostMethods> {
    const client = this.#clientOf(domain);
    const handlers = this.#routes.map((route) => [
      route.method,
      (parameters: readonly unknown[], context: CallContext) => this.#serve({ client, route, parameters }, context),
    ]);
    return Object.fromEntries(handlers) as Handlers<typeof hostMethods>;
  }

  async dispose({ addinId, generation }: DomainKey): Promise<void> {
    const key = clientKey({ addinId, generation });
    const client = this.#clients.get(key);
    if (!client) return;
    this.#clients.delete(key);
    client.ended = true;
    client.running.cutAll(new BulkheadError('E_DOMAIN_UNLOADED'));
    await this.#close(client.caller, this.#options.capabilities);
  }

  async disposeAll(): Promise<void> {
    await Promise.all([...this.#clients.values()].map(({ caller }) => this.dispose(caller)));
  }

  #clientOf(domain: DomainKey): Client {
    const key = clientKey(domain);
    const known = this.#clients.get(key);
    if (known) return known;
    const { addinId, generation } = domain;
    const client: Client = {
      caller: Object.freeze({ addinId, generation, ...this.#options.policy.identify(addinId) }),
      running: new RunningEffects(),
      grants: new GrantWatch((permission) => this.#options.policy.decide(addinId, permission)),
      ended: false,
    };
    this.#clients.set(key, client);
    return client;
  }

  async #serve(request: Pick<Call, 'client' | 'route' | 'parameters'>, context: CallContext): Promise<unknown> {
    const { client, route, parameters } = request;
    if (client.ended) throw new BulkheadError('E_DOMAIN_UNLOADED');
    const effect = client.running.start(route.permission, context.signal);
    const call: Call = { ...request, effect, object: route.capability.describe(parameters), hasBegun: false };
    const outward = (thrown: unknown) => this.#outward(thrown, route.permission);
    try {
      const answer = await this.#run(call, await this.#admit(call));
      if (hostMethods[route.method].streams) return untilRead(answer as AsyncIterable<unknown>, effect, outward);
      effect.end();
      return answer;
    } catch (thrown) {
      effect.end();
      if (!call.hasBegun) route.capability.refused(route.method, parameters, client.caller);
      throw outward(thrown);
    }
  }

  /** Waits until the call is allowed. Throws E_SECURITY, with nothing done but the audit row, when it is not. */
  async #admit(call: Call): Promise<Decision> {
    const { permission, continues } = call.route;
    if (permission === null) return FREE;
    const { addinId } = call.client.caller;
    for (;;) {
      const decision = this.#options.policy.decide(addinId, permission);
      if (decision.effect === 'deny') throw this.#refuse(call, permission, decision.because[0] ?? 'not granted');
      if (decision.effect === 'allow' || continues) return decision;
      const outcome = await this.#ask(call, permission, decision);
      if (outcome === 'dismiss') throw this.#refuse(call, permission, 'you closed the question');
      if (outcome === 'deny') throw this.#refuse(call, permission, 'your answer');
      if (outcome === 'block') throw this.#refuse(call, permission, 'you blocked the add-in');
      const now = this.#options.policy.decide(addinId, permission);
      // "Once" is for what the person saw; what changed meanwhile is a question of its own.
      if (outcome === 'once' && now.effect === 'ask' && isSame(now, decision))
        return { ...now, because: ['you allowed it once'] };
    }
  }

  async #ask(call: Call, permission: PermissionName, decision: Decision): Promise<PromptOutcome> {
    const { policy, prompts, hasGesture } = this.#options;
    const { addinId } = call.client.caller;
    const { question, settles } = policy.question(addinId, permission);
    try {
      return await prompts.open({
        question,
        settles,
        expected: hasGesture(addinId),
        signal: call.effect.signal,
        keep: (answer) => policy.takeAnswer(addinId, permission, { answer, seen: decision.parameters }),
      });
    } catch (error) {
      throw call.client.ended ? new BulkheadError('E_DOMAIN_UNLOADED') : error;
    }
  }

  async #run(call: Call, decision: Decision): Promise<unknown> {
    const { client, route, parameters, effect } = call;
    effect.admitted = true;
    try {
      this.#checkNeeds(call, decision);
      call.hasBegun = true;
      const work = route.capability.run(route.method, parameters, {
        caller: client.caller,
        granted: decision.parameters,
        signal: effect.signal,
        about: (object) => {
          call.object = object;
        },
      });
      const result = work instanceof Promise ? await Promise.race([work, effect.cut]) : work;
      this.#record(call, 'allowed', decision.because[0] ?? '');
      return result;
    } catch (thrown) {
      const known = thrown instanceof BulkheadError;
      const outcome = known && thrown.code === 'E_SECURITY' ? 'denied' : 'failed';
      this.#record(call, outcome, known ? thrown.message : ERRORS.E_INTERNAL[0]);
      throw thrown;
    }
  }

  /** Nobody is asked here: a question that another add-in can bring about would be about what the person does not see. */
  #checkNeeds({ client, route, parameters }: Call, decision: Decision): void {
    const call = { caller: client.caller, granted: decision.parameters };
    for (const { addinId, permission, within, refusal } of route.capability.needs(route.method, parameters, call)) {
      const { effect, parameters: granted } = this.#options.policy.decide(addinId, permission);
      if (effect === 'allow' && (!within || isWithin(permission, within, granted))) continue;
      throw new BulkheadError('E_SECURITY', { message: refusal });
    }
  }

  /** What an add-in may know of a failure: never a stack of the host, never the words of an error nobody expected. */
  #outward(thrown: unknown, permission: PermissionName | null): BulkheadError {
    if (!(thrown instanceof BulkheadError)) {
      this.#options.onError(thrown);
      return new BulkheadError('E_INTERNAL', { remoteStack: '' });
    }
    const detail =
      thrown.code === 'E_SECURITY' && permission !== null ? { ...thrown.detail, permission } : thrown.detail;
    return new BulkheadError(thrown.code, { message: thrown.message, detail, remoteStack: '' });
  }

  #refuse(call: Call, permission: PermissionName, because: string): BulkheadError {
    this.#record(call, 'denied', because);
    return notAllowed(permission);
  }

  #record(call: Call, outcome: 'allowed' | 'denied' | 'failed', because: string): void {
    const { permission, method } = call.route;
    if (permission === null) return;
    const { addinId } = call.client.caller;
    this.#options.audit.record({ addinId, permission, method, object: call.object, outcome, because });
    if (outcome !== 'denied') this.#options.policy.noteUse(addinId, permission);
  }

  /** The grants of an add-in changed: what narrowed is closed at once, what is not a question any more is not asked. */
  #reconsider(addinId: string): void {
    for (const client of this.#clients.values()) {
      if (client.caller.addinId !== addinId) continue;
      const { narrowed, settled } = client.grants.update();
      for (const permission of settled) this.#options.prompts.withdraw(addinId, permission);
      for (const permission of narrowed) {
        client.running.cut(permission, notAllowed(permission));
        const affected = this.#options.capabilities.filter((capability) => capability.permission === permission);
        this.#close(client.caller, affected).catch(this.#options.onError);
      }
    }
  }

  async #close(caller: Caller, capabilities: readonly InstalledCapability[]): Promise<void> {
    const closing = await Promise.allSettled(capabilities.map(async (capability) => capability.dispose(caller)));
    for (const outcome of closing) if (outcome.status === 'rejected') this.#options.onError(outcome.reason);
  }
}

/** One route for every method there is; a method that two capabilities or none implement is a mistake in the host. */
function routesOf(capabilities: readonly InstalledCapability[]): Route[] {
  return (Object.keys(hostMethods) as HostMethodName[]).map((method) => {
    const [capability, ...others] = capabilities.filter(({ methods }) => methods.includes(method));
    const spec: MethodSpec = hostMethods[method];
    const permission = spec.permission ?? null;
    if (!capability || others.length > 0 || capability.permission !== permission) {
      throw new BulkheadError('E_INTERNAL', {
        message: `the method ${method} has no single broker under its permission`,
      });
    }
    return { method, permission, capability, continues: capability.continues.includes(method) };
  });
}

function notAllowed(permission: PermissionName): BulkheadError {
  return new BulkheadError('E_SECURITY', { detail: { permission } });
}

function isSame(one: Decision, other: Decision): boolean {
  return JSON.stringify(one.parameters) === JSON.stringify(other.parameters);
}

function clientKey({ addinId, generation }: DomainKey): string {
  return `${addinId}\n${generation}`;
}
