import type { AddinState, HostEvent, Problem, UpgradeReport } from '../../preload/bridge.ts';
import type { Log } from '../base/log.ts';
import type { WebPages } from '../broker/web-pages.ts';
import type { WebWall } from '../broker/web-wall.ts';
import type { Addins } from '../domains/addins.ts';
import type { Governor } from '../domains/governor.ts';
import type { UpgradeOutcome } from '../domains/upgrade-outcome.ts';
import type { Catalog } from '../packages/catalog.ts';
import type { PolicyService } from '../policy/policy-service.ts';
import type { PromptChange, PromptQueue } from '../policy/prompt-queue.ts';
import type { FrameChange, FrameRegistry } from './frame-registry.ts';
import type { FramesDesk } from './frames-desk.ts';
import type { PackagesDesk } from './packages-desk.ts';
import { toProblem } from './problem.ts';
import { summariseLoad } from './summaries.ts';
import type { WallsWatch } from './walls-watch.ts';
import type { WindowFrames } from './window-frames.ts';

export interface EventWiringOptions {
  send(event: HostEvent): void;
  addins: Addins;
  catalog: Catalog;
  packages: PackagesDesk;
  frames: FrameRegistry;
  framesDesk: FramesDesk;
  windowFrames: WindowFrames;
  governor: Governor;
  policy: PolicyService;
  prompts: PromptQueue;
  walls: WallsWatch;
  webPages: WebPages;
  webWall: WebWall;
  log: Log;
}

/** Milliseconds that changes are gathered: a start changes its state several times in one moment. */
const GATHER = 30;

/** Tells the window what happens in the host, in the words of the bridge, until the returned function is called. */
export function wireEvents(options: EventWiringOptions): () => void {
  const { send, addins, catalog, governor } = options;
  const list = gathered(() => send({ type: 'addins', addins: options.packages.list }));
  const permissions = gathered(() => send({ type: 'permissions-changed' }));
  const questions = gathered(() => send({ type: 'questions-waiting', waiting: options.prompts.waiting }));
  const frames = frameEvents(options);
  const ends = [
    list.end,
    permissions.end,
    questions.end,
    frames.end,
    addins.changed.on((addinId) => {
      list.soon();
      sendDomain(options, addinId);
      const walls = options.walls.changed();
      if (walls) send({ type: 'walls', walls });
    }),
    addins.upgraded.on((outcome) => send({ type: 'upgrade-report', report: upgradeReport(outcome) })),
    governor.loads.on((loads) => {
      const processes = loads.map((load) => summariseLoad(load, catalog.get(load.domain.addinId)));
      send({ type: 'processes', processes });
    }),
    options.frames.changed.on(frames.tell),
    options.policy.changed.on(permissions.soon),
    options.prompts.changed.on((change) => send(promptEvent(change))),
    options.webPages.changed.on(() => send({ type: 'web-pages', webPages: options.webPages.open })),
    options.webWall.changed.on(() => send({ type: 'web-wall', webWall: options.webWall.report })),
    options.prompts.waitingChanged.on(questions.soon),
    options.log.added.on((entry) => {
      if (entry.level !== 'debug') send({ type: 'diagnostics', entry: { ...entry, level: entry.level } });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function sendDomain({ addins, windowFrames, send }: EventWiringOptions, addinId: string): void {
  const domain = addins.domain(addinId);
  if (!domain?.current) windowFrames.forgetDomain(addinId);
  if (!domain) {
    // Removed: whatever the window still holds of it has ended, or a new installation would find a dead port.
    windowFrames.forgetDomain(addinId);
    send({ type: 'domain', addinId, generation: 0, state: 'stopped', problem: null });
    return;
  }
  const trouble = addins.problem(addinId);
  const state: AddinState = trouble?.state ?? domain.state;
  const problem: Problem | null = trouble ? toProblem(trouble.error) : null;
  send({ type: 'domain', addinId, generation: domain.current?.number ?? domain.lastNumber, state, problem });
}

function promptEvent(change: PromptChange): HostEvent {
  return 'shown' in change ? { type: 'prompt', prompt: change.shown } : { type: 'prompt-gone', promptId: change.gone };
}

/** An add-in may change a title as often as it likes; the window hears of it once in a while. */
function frameEvents({ send, frames, framesDesk }: EventWiringOptions): {
  tell(change: FrameChange): void;
  end(): void;
} {
  const updated = new Set<string>();
  const updates = gathered(() => {
    for (const frame of frames.all) {
      if (updated.has(frame.frameId)) send(frameEvent({ type: 'update', frame }, framesDesk));
    }
    updated.clear();
  });
  return {
    end: updates.end,
    tell(change) {
      if (change.type !== 'update') {
        send(frameEvent(change, framesDesk));
        return;
      }
      updated.add(change.frame.frameId);
      updates.soon();
    },
  };
}

function frameEvent({ type, frame }: FrameChange, desk: FramesDesk): HostEvent {
  const { frameId, title, unsaved } = frame;
  switch (type) {
    case 'open':
      return { type: 'frame-open', frame, preferred: desk.preferredSize(frame) };
    case 'update':
      return { type: 'frame-update', frameId, title, unsaved };
    case 'reveal':
      return { type: 'frame-reveal', frameId };
    case 'close':
      return { type: 'frame-close', frameId };
  }
}

function upgradeReport(outcome: UpgradeOutcome): UpgradeReport {
  return { ...outcome, problem: outcome.problem ? toProblem(outcome.problem) : null };
}

function gathered(task: () => void): { soon(): void; end(): void } {
  let planned: NodeJS.Timeout | undefined;
  let ended = false;
  return {
    soon() {
      if (planned || ended) return;
      planned = setTimeout(() => {
        planned = undefined;
        task();
      }, GATHER);
    },
    end() {
      ended = true;
      clearTimeout(planned);
    },
  };
}
