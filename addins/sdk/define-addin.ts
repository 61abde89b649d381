import type { ComponentType } from 'react';
import type { Adapter } from '../protocol/contracts/adapter.ts';
import type { Plain } from '../protocol/plain-data.ts';
import type { ContractBase } from './contract-base.ts';
import type { Activation } from './guest-runtime.ts';
import type { Host } from './host.ts';
import type { ServiceMember } from './host-services.ts';

export interface ActivateContext extends Activation {
  host: Host;
}

/** What answers the members of one contract. */
export type Service = Readonly<Record<string, ServiceMember>> | ContractBase;

/** What one add-in is. Ids are those of its addin.json. */
export interface Addin {
  /** One component for each view of the manifest. */
  views?: Readonly<Record<string, ComponentType>>;
  /** One function for each command of the manifest. */
  commands?: Readonly<Record<string, (host: Host) => unknown>>;
  /** What the window and other parts of the host may call by name. Arguments and answers are plain data. */
  calls?: Readonly<Record<string, (...args: Plain[]) => Plain | undefined | Promise<Plain | undefined>>>;
  /**
   * What other add-ins may call, by contract of `provides` and member. The call comes first, then what the caller sent. An
   * object of a class that "bulkhead contract --types" wrote does as well; it hears what the caller sent and nothing else.
   */
  services?: Readonly<Record<string, Service>>;
  /**
   * Steps between versions of contracts, those of `adapters` in the manifest: from what this add-in offers to what others
   * were made for, and from what others offer to what this one was made for.
   */
  adapters?: readonly Adapter[];
  /** Runs once, before any view is shown; after `restoreState` when there is state. */
  activate?(context: ActivateContext): void | Promise<void>;
  deactivate?(reason: string): void | Promise<void>;
  /** What the next version is given. What `useKept` keeps need not be in it. */
  saveState?(): Plain | Promise<Plain>;
  /** `version` says in which form `state` was saved, as the manifest numbers it. Throw to refuse it. */
  restoreState?(state: Plain, version: number): void | Promise<void>;
}

/** Says what the add-in is; its result is the default export of the package's script. */
export function defineAddin(addin: Addin): Addin {
  return Object.freeze({ ...addin });
}
