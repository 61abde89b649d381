import { ChannelLink } from './channel-link.ts';
import { decodeValue, encodeValue } from './codec.ts';
import { type Frame, frameKind, type PortDescriptor, rootChannel, type Transport } from './frame.ts';
import { acceptMovedPort, movePort } from './move-port.ts';
import { Outbox } from './outbox.ts';
import type { PortCore } from './port-core.ts';
import { scheduling } from './scheduler.ts';

export interface ConnectionOptions {
  /** The two sides number their new channels apart: one even, the other odd. */
  readonly parity: 0 | 1;
  /** A direct connection exists for the sake of its ports: it closes with the last of them. */
  readonly closesWhenEmpty?: boolean;
  /** Ends of a direct connection only: the connection that a ticket stands for. */
  readonly direct?: (ticket: string) => Connection;
  /** The other side says `frameKind.refused` or `frameKind.taken` of a ticket. */
  readonly ticketNews?: (kind: number, ticket: string) => void;
  /** Broker only: a ticket for a direct connection between the two, or null where there can be none. */
  readonly introduce?: (from: Connection, to: Connection) => string | null;
}

const noPorts: readonly PortCore[] = [];

/**
 * An ordered stream between two processes that many port pairs share; the root channel is there from the start.
 *
 * What every message passes through, here and in what it calls, takes lists by index: the application may lock the
 * language of its process, and from then on an engine walks a list or copies a part of it many times slower. Electron's
 * own ports are no script and do not notice.
 */
export class Connection {
  readonly options: ConnectionOptions;
  readonly root: ChannelLink;
  onlost: (() => void) | null = null;
  readonly #channels = new Map<number, ChannelLink>();
  readonly #outbox = new Outbox();
  #nextChannel: number;
  #held: (() => void)[] | null = null;
  #lost = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.#nextChannel = 2 + options.parity;
    this.root = this.channel(rootChannel);
  }

  open(transport: Transport): void {
    if (this.#lost) {
      transport.close();
      return;
    }
    this.#outbox.open(transport);
    this.#retire();
  }

  newChannel(): ChannelLink {
    const id = this.#nextChannel;
    this.#nextChannel += 2;
    return this.channel(id);
  }

  channel(id: number): ChannelLink {
    const link = new ChannelLink(this, id);
    if (this.#lost) link.closed = true;
    else this.#channels.set(id, link);
    return link;
  }

  forget(link: ChannelLink): void {
    this.#channels.delete(link.id);
  }

  /** @throws {Error} "An object could not be cloned.", before any of the ports has been moved. */
  sendMessage(channel: number, data: unknown, ports: readonly PortCore[]): void {
    const { text, rich, attachments } = encodeValue(data);
    const kind = rich ? frameKind.graph : frameKind.json;
    if (ports.length === 0 && attachments.length === 0) {
      this.#add(`[${channel},${kind},${text}]`, attachments);
      return;
    }
    const moves = ports.map((port) => movePort(port, this));
    const descriptors = JSON.stringify(moves.map((move) => move.descriptor));
    this.#add(`[${channel},${kind},${text},${descriptors},${this.#outbox.attachmentCount}]`, attachments);
    for (const move of moves) move.settle();
  }

  sendControl(channel: number, kind: number, data: string | null = null): void {
    this.#add(`[${channel},${kind},${JSON.stringify(data)}]`, []);
  }

  sendClose(channel: number): void {
    this.sendControl(channel, frameKind.close);
    this.#channels.delete(channel);
    this.#retire();
  }

  flush(): void {
    this.#outbox.flush();
  }

  receive(text: string, attachments: readonly Uint8Array[]): void {
    if (this.#held !== null) {
      this.#held.push(() => this.receive(text, attachments));
      return;
    }
    const frames = JSON.parse(text) as Frame[];
    for (let index = 0; index < frames.length; index++) this.#handle(frames[index] as Frame, attachments);
    if (frames.length > 1) scheduling.current.endOfBatch();
    this.#retire();
  }

  /** The transport has ended, wanted or not: every port on it loses its peer. */
  lost(): void {
    if (this.#held !== null) {
      this.#held.push(() => this.lost());
      return;
    }
    if (this.#lost) return;
    this.#lost = true;
    this.#outbox.discard();
    for (const link of [...this.#channels.values()]) link.peerClosed();
    this.#channels.clear();
    this.onlost?.();
  }

  /** Keeps what arrives until `release`. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const run of held) run();
  }

  #add(frame: string, attachments: readonly Uint8Array[]): void {
    if (!this.#lost) this.#outbox.add(frame, attachments);
  }

  #retire(): void {
    if (this.options.closesWhenEmpty === true && this.#channels.size === 0) this.#outbox.close();
  }

  #handle(frame: Frame, attachments: readonly Uint8Array[]): void {
    const kind = frame[1];
    if (kind === frameKind.json || kind === frameKind.graph) this.#deliver(frame, attachments);
    else this.#handleRarer(frame);
  }

  #handleRarer([channel, kind, data]: Frame): void {
    if (kind === frameKind.refused || kind === frameKind.taken) {
      this.options.ticketNews?.(kind, data as string);
      return;
    }
    const link = this.#channels.get(channel);
    if (link === undefined) return;
    if (kind === frameKind.divert) this.#divert(link, data as string);
    if (kind === frameKind.diverted) link.ondiverted?.();
    if (kind === frameKind.switched) link.onswitched?.();
    if (kind === frameKind.close) {
      this.#channels.delete(channel);
      link.peerClosed();
    }
  }

  #deliver(frame: Frame, attachments: readonly Uint8Array[]): void {
    const ports = frame[3]?.map((descriptor: PortDescriptor) => acceptMovedPort(descriptor, this)) ?? noPorts;
    const receiver = this.#channels.get(frame[0])?.receiver;
    if (receiver === undefined || receiver === null) {
      for (const port of ports) port.close();
      return;
    }
    const isGraph = frame[1] === frameKind.graph;
    const own = isGraph ? attachments.slice(frame[4] ?? 0) : attachments;
    receiver.message(decodeValue(frame[2], isGraph, own), ports);
  }

  #divert(link: ChannelLink, ticket: string): void {
    const direct = this.options.direct?.(ticket);
    if (direct === undefined) return;
    this.sendControl(link.id, frameKind.diverted);
    this.#channels.delete(link.id);
    link.receiver?.relink(direct.root);
  }
}
