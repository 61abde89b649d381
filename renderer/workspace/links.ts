import type { ViewPortLabel } from '../../preload/bridge.ts';
import type { ViewDiagnostics } from '../remote-ui/link-diagnostics.ts';

/** The window's end of one add-in's user interface, as far as the workspace drives it. */
export interface ViewLink {
  /** What it saw of its traffic. */
  readonly diagnostics?: ViewDiagnostics;
  /** Takes the port of a generation. One that serves draws every frame; a candidate waits for {@link draw}. */
  attach(port: MessagePort, label: ViewPortLabel): Promise<void> | undefined;
  /** Has the candidate draw every frame; resolves once each has its first picture. */
  draw(generation: number): Promise<void> | undefined;
  openView(frameId: string, view: string, params: unknown): void;
  closeView(frameId: string): void;
  /** A person can see something of the frame, or cannot; may come before the frame is opened. */
  setSeen?(frameId: string, isSeen: boolean): void;
  /** Resolves when nothing is on its way to this generation any more. */
  freeze(generation: number): Promise<void> | undefined;
  /** Resolves when its pictures are in the frames. */
  commit(generation: number): Promise<void> | undefined;
  abandon(generation: number): void;
  /** The process of this generation is gone. */
  ended(generation: number): void;
}

export interface OpenView {
  frameId: string;
  addinId: string;
  view: string;
  params: unknown;
}

/** What the links ask of the host. */
export interface LinkHost {
  connect(addinId: string): Promise<void>;
  upgradeFrozen(addinId: string, generation: number): Promise<void>;
  upgradePainted(addinId: string, generation: number, problem: string | null): Promise<void>;
}

export interface LinksOptions<Link extends ViewLink> {
  host: LinkHost;
  createLink(addinId: string): Link;
  /** A call to the host that failed; the add-in's state tells the rest. */
  onFailure(thrown: unknown): void;
}

/** One link per add-in with open frames, kept while its processes come and go. */
export interface Links<Link extends ViewLink> {
  linkFor(addinId: string): Link;
  /** The link that is there already. */
  find(addinId: string): Link | undefined;
  attach(port: MessagePort, label: ViewPortLabel): void;
  /** `mayStart` is false for an add-in that is switched off: its frames wait. */
  open(view: OpenView, mayStart: boolean): void;
  close(addinId: string, frameId: string): void;
  /** The process behind the link ended: the next open frame, or a restart, connects anew. */
  ended(addinId: string, generation: number): void;
  /** Connects an add-in that has frames and no process behind them. */
  reconnect(addinId: string): void;
  freeze(addinId: string, generation: number): void;
  draw(addinId: string, generation: number): void;
  commit(addinId: string, generation: number): void;
  abandon(addinId: string, generation: number): void;
}

interface Entry<Link> {
  link: Link;
  frames: Set<string>;
  /** The generation that serves, while one does. */
  serving: number | null;
  isConnecting: boolean;
}

export function createLinks<Link extends ViewLink>(options: LinksOptions<Link>): Links<Link> {
  const { host, createLink, onFailure } = options;
  const entries = new Map<string, Entry<Link>>();

  const entryFor = (addinId: string): Entry<Link> => {
    const known = entries.get(addinId);
    if (known) return known;
    const entry: Entry<Link> = { link: createLink(addinId), frames: new Set(), serving: null, isConnecting: false };
    entries.set(addinId, entry);
    return entry;
  };
  const reconnect = (addinId: string): void => {
    const entry = entryFor(addinId);
    if (entry.serving !== null || entry.isConnecting || entry.frames.size === 0) return;
    entry.isConnecting = true;
    host
      .connect(addinId)
      .catch(onFailure)
      .finally(() => {
        entry.isConnecting = false;
      });
  };
  return {
    linkFor: (addinId) => entryFor(addinId).link,
    find: (addinId) => entries.get(addinId)?.link,
    reconnect,
    ...viewActions(entryFor, reconnect),
    ...upgradeActions(entryFor, { host, onFailure }),
  };
}

type EntryFor<Link> = (addinId: string) => Entry<Link>;

function viewActions<Link extends ViewLink>(
  entryFor: EntryFor<Link>,
  reconnect: (addinId: string) => void,
): Pick<Links<Link>, 'open' | 'close' | 'ended'> {
  return {
    open({ addinId, frameId, view, params }, mayStart) {
      const entry = entryFor(addinId);
      if (entry.frames.has(frameId)) return;
      entry.frames.add(frameId);
      entry.link.openView(frameId, view, params);
      if (mayStart) reconnect(addinId);
    },
    close(addinId, frameId) {
      const entry = entryFor(addinId);
      if (entry.frames.delete(frameId)) entry.link.closeView(frameId);
    },
    ended(addinId, generation) {
      const entry = entryFor(addinId);
      const hasEnded = generation === NO_GENERATION || (entry.serving !== null && generation >= entry.serving);
      if (!hasEnded || entry.serving === null) return;
      // The port's own end may come later, or never.
      entry.link.ended(entry.serving);
      entry.serving = null;
    },
  };
}

function upgradeActions<Link extends ViewLink>(
  entryFor: EntryFor<Link>,
  { host, onFailure }: Pick<LinksOptions<Link>, 'host' | 'onFailure'>,
): Pick<Links<Link>, 'attach' | 'freeze' | 'draw' | 'commit' | 'abandon'> {
  return {
    attach(port, label) {
      const entry = entryFor(label.addinId);
      if (label.role === 'current') entry.serving = label.generation;
      Promise.resolve(entry.link.attach(port, label)).catch(onFailure);
    },
    draw(addinId, generation) {
      Promise.resolve(entryFor(addinId).link.draw(generation))
        .then(() => null, wordsOf)
        .then((problem) => host.upgradePainted(addinId, generation, problem))
        .catch(onFailure);
    },
    freeze(addinId, generation) {
      Promise.resolve(entryFor(addinId).link.freeze(generation))
        .then(() => host.upgradeFrozen(addinId, generation))
        .catch(onFailure);
    },
    commit(addinId, generation) {
      const entry = entryFor(addinId);
      entry.serving = generation;
      Promise.resolve(entry.link.commit(generation)).catch(onFailure);
    },
    abandon: (addinId, generation) => entryFor(addinId).link.abandon(generation),
  };
}

/** What the host names for an add-in without a process. */
const NO_GENERATION = 0;

/** Characters of a reason that the host takes. */
export const REASON_LENGTH = 500;

function wordsOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, REASON_LENGTH);
}
