import type { CallContext } from '../method.ts';
import type { RemoteObject } from './remote-object.ts';

/** Ends what is lent under one number, for a reason that its holder may read. */
export type Revoke = (reason: string) => void;

/** A call of a stand-in, as its holder makes it. Everything was read by the contract. */
export interface RelayedCall {
  /** The contract's line, or the place of a callback in it. */
  readonly place: string;
  readonly member: string;
  readonly isCallback: boolean;
  /** One after the other. */
  readonly ordered: boolean;
  readonly values: readonly unknown[];
  /** Stand-ins for what the holder gave along. */
  readonly brought: readonly object[];
  /** Its signal is the holder's; its trace is what the holder says. */
  readonly context: CallContext;
}

/**
 * One port of a process that stands between others and passes their objects on. What comes in is held here and shown to the
 * other ports as a stand-in; what is lent of it there is held on behalf of its owner here.
 */
export interface RelayPort {
  /** An object of this port's peer came, and goes by `standIn` here from now on. It stays until {@link letGo}. */
  received(standIn: object, remote: RemoteObject): void;
  /** Whoever had what {@link received} brought in hand is done with it: what nobody was lent goes back to its owner. */
  letGo(standIns: readonly object[]): void;
  /** Is it a stand-in, of whichever port? */
  knows(object: object): boolean;
  /** Calls what it stands for. */
  call(standIn: object, call: RelayedCall): Promise<unknown>;
  /** A stand-in is about to be lent on this port. Throws E_OVERLOAD where its owner fills what is there for all. */
  admit(standIn: object): void;
  /** It was lent on this port under a new number; `revoke` ends that. */
  lent(standIn: object, revoke: Revoke): void;
  /** The peer gave that number back, or may not have it any longer. */
  returned(standIn: object, revoke: Revoke): void;
  /** The peer asked for time, in milliseconds. */
  renewed(standIn: object, milliseconds: number): void;
  /** Its owner, this port's peer, has ended it. */
  ended(standIn: object, reason: string): void;
  /** Whose it is, for people who look who holds what. */
  ownerOf(standIn: object): string;
}
