import { ChannelLink } from './channel-link.ts';
import type { Connection } from './connection.ts';
import { frameKind, type PortDescriptor } from './frame.ts';
import { type Link, splice } from './link.ts';
import { LocalLink } from './local-link.ts';
import { PortCore } from './port-core.ts';

export interface Move {
  readonly descriptor: PortDescriptor;
  /** To be called once the frame that carries the descriptor has been added: only then the other side knows the channel. */
  settle(): void;
}

/** Takes a port out of this process over `connection`; what had arrived for it goes first. */
export function movePort(port: PortCore, connection: Connection): Move {
  const { link, backlog } = port.detach();
  const channel = connection.newChannel();
  const ticket = introduce(link, channel);
  const settle = (): void => {
    for (const { data, ports } of backlog) channel.send(data, ports);
    if (link instanceof LocalLink && link.peer !== null && !link.closed) link.peer.receiver?.relink(channel);
    else if (ticket === null) splice(link, channel);
    else divert(link as ChannelLink, channel, ticket);
  };
  return { descriptor: ticket === null ? [channel.id] : [channel.id, ticket], settle };
}

/** The port that a descriptor of the other side stands for. */
export function acceptMovedPort([id, ticket]: PortDescriptor, connection: Connection): PortCore {
  const channel = connection.channel(id);
  const direct = ticket === undefined ? undefined : connection.options.direct?.(ticket);
  return direct === undefined ? new PortCore(channel) : acceptDirectPort(channel, direct);
}

function introduce(link: Link, channel: ChannelLink): string | null {
  if (!(link instanceof ChannelLink) || link.closed) return null;
  return channel.connection.options.introduce?.(link.connection, channel.connection) ?? null;
}

/** Passes on what still comes over `link`, until its other side has confirmed that it goes on directly. */
function divert(link: ChannelLink, channel: ChannelLink, ticket: string): void {
  const from = link.connection;
  const to = channel.connection;
  link.receiver = {
    message: (data, ports) => channel.send(data, ports),
    peerClosed: () => channel.close(),
    relink: () => undefined,
  };
  link.ondiverted = () => {
    to.sendControl(channel.id, frameKind.switched);
    from.forget(link);
    to.forget(channel);
  };
  from.sendControl(link.id, frameKind.divert, ticket);
}

/** Until the switch, messages come the old way by `channel`; those of the direct connection wait their turn. */
function acceptDirectPort(channel: ChannelLink, direct: Connection): PortCore {
  direct.hold();
  const port = new PortCore(direct.root);
  channel.receiver = {
    message: (data, ports) => direct.root.receiver?.message(data, ports),
    peerClosed: () => {
      direct.release();
      direct.lost();
    },
    relink: () => undefined,
  };
  channel.onswitched = () => {
    channel.connection.forget(channel);
    direct.release();
  };
  return port;
}
