import type { AddinSummary, HostEvent, HostSnapshot, UpgradeReport } from '../preload/bridge.ts';
import { problemOf } from './bridge.ts';
import { runCommandById } from './commands.ts';
import { plural } from './design/format.ts';
import { mayTakeFocus } from './focus-courtesy.ts';
import { applyEvent, applySnapshot } from './host-state.ts';
import { leavePage } from './remote-ui/leave-page.ts';
import { webPages } from './remote-ui/web-pages.ts';
import { webWall } from './remote-ui/web-wall.ts';
import { createQuestionSpeaker } from './spoken-questions.ts';
import { installNote, type WindowModel } from './window-model.ts';
import { spokenChange } from './workspace/spoken-changes.ts';
import { layoutOf } from './workspace/workspace-store.ts';

/** Milliseconds that moves are gathered before the layout is kept. */
const LAYOUT_DELAY = 400;

/** Connects the model to the host: events, ports, the first snapshot, the kept layout. */
export async function wireEvents(model: WindowModel): Promise<void> {
  const { host, state, links } = model;
  host.events.subscribe((event) => {
    state.setState((current) => applyEvent(current, event));
    react(model, event);
  });
  host.onViewPort((port, label) => links.attach(port, label));
  host.onLost(() => state.setState({ phase: 'lost' }));
  try {
    restore(model, await host.bridge.snapshot());
  } catch (thrown) {
    state.setState({ phase: 'lost', problem: problemOf(thrown) });
    return;
  }
  keepLayout(model);
  speakChanges(model);
}

function speakChanges({ state, workspace, announcer }: WindowModel): void {
  const speakQuestions = createQuestionSpeaker((words) => announcer.say(words));
  state.subscribe((after, before) => {
    if (after.waiting !== before.waiting) speakQuestions(after.waiting, before.waiting);
  });
  workspace.store.subscribe((after, before) => {
    const words = spokenChange(before, after);
    if (words) announcer.say(words);
  });
}

function restore({ state, workspace, links, installs }: WindowModel, snapshot: HostSnapshot): void {
  state.setState((current) => applySnapshot(current, snapshot));
  webPages.replace(snapshot.webPages);
  webWall.replace(snapshot.webWall);
  workspace.restore(snapshot.frames);
  const startable = new Set(snapshot.addins.filter(mayStart).map((addin) => addin.id));
  for (const frame of snapshot.frames) links.open(frame, startable.has(frame.addinId));
  for (const result of snapshot.staged) installs.add(result);
}

/** What is kept stopped says so in its frames: trying it would only say it once more. */
function mayStart({ enabled, state }: AddinSummary): boolean {
  return enabled && state !== 'quarantined' && state !== 'revoked';
}

type Reactions = {
  [Type in HostEvent['type']]?: (model: WindowModel, event: Extract<HostEvent, { type: Type }>) => void;
};

const REACTIONS: Reactions = {
  staged: ({ installs }, { result }) => installs.add(result),
  'install-progress': ({ installs }, { stageId, step, fraction }) => installs.progress(stageId, step, fraction),
  'frame-open': (model, { frame, preferred }) => {
    const activate = mayTakeFocus(frame.addinId);
    model.workspace.open(frame, { preferred, activate });
    if (activate) model.showPage('workspace');
    model.announcer.say(`${frame.title} opened`);
    model.toasts.dismiss(installNote(frame.addinId));
    model.links.open(frame, true);
  },
  'web-pages': (_model, event) => webPages.replace(event.webPages),
  'leave-page': (_model, { key }) => leavePage(key),
  'web-wall': (_model, event) => webWall.replace(event.webWall),
  'frame-update': ({ workspace }, { frameId, title, unsaved }) => workspace.rename(frameId, title, unsaved),
  'frame-close': ({ workspace, links }, { frameId }) => {
    const frame = workspace.store.getState().frames.get(frameId);
    workspace.remove(frameId);
    if (frame) links.close(frame.addinId, frameId);
  },
  'frame-reveal': (model, { frameId }) => {
    model.showPage('workspace');
    model.workspace.activate(frameId);
  },
  domain: ({ links }, { addinId, generation, state }) => {
    if (state !== 'running' && state !== 'upgrading' && state !== 'starting') links.ended(addinId, generation);
  },
  'upgrade-freeze': ({ links }, { addinId, generation }) => links.freeze(addinId, generation),
  'upgrade-draw': ({ links }, { addinId, generation }) => links.draw(addinId, generation),
  'upgrade-commit': ({ links }, { addinId, generation }) => links.commit(addinId, generation),
  'upgrade-abandon': ({ links }, { addinId, generation }) => links.abandon(addinId, generation),
  'upgrade-report': (model, { report }) => reportUpgrade(model, report),
  menu: (model, { command }) => runCommandById(model, command),
  closing: ({ workspace, host }) => {
    host.bridge.saveLayout(layoutOf(workspace.store.getState())).catch(() => undefined);
  },
};

function react(model: WindowModel, event: HostEvent): void {
  const reaction = REACTIONS[event.type] as ((model: WindowModel, event: HostEvent) => void) | undefined;
  reaction?.(model, event);
}

const GOOD_NEWS_LASTS = 12_000;

function reportUpgrade(model: WindowModel, report: UpgradeReport): void {
  const { toasts, attempt, host, announcer } = model;
  const { addinId, displayName, fromVersion, toVersion, ok, problem } = report;
  toasts.dismiss(installNote(addinId));
  if (!ok) {
    toasts.show({
      tone: 'danger',
      title: `${displayName} ${toVersion} could not take over`,
      text: `${problem?.message ?? ''} ${displayName} ${fromVersion} goes on working.`.trim(),
      ...(problem ? { code: problem.code } : {}),
      lasts: 0,
    });
    return;
  }
  if (report.automatic) {
    toasts.show({
      tone: 'caution',
      title: `${displayName} went back to ${toVersion}`,
      text: `Version ${fromVersion} failed soon after it took over. ${problem?.message ?? ''}`.trim(),
      ...(problem ? { code: problem.code } : {}),
      lasts: 0,
    });
    return;
  }
  const text = `Swapped in ${Math.max(1, Math.round(report.blackoutMs))} ms, ${plural(report.framesKept, 'frame')} kept.`;
  const title = upgradeTitle(report);
  announcer.say(title);
  const rollBack = { label: 'Roll back', run: () => attempt(host.bridge.rollBack(addinId)) };
  const actions = report.reason === 'upgrade' && fromVersion !== toVersion ? [rollBack] : [];
  toasts.show({ tone: 'good', title, text, actions, lasts: GOOD_NEWS_LASTS, id: `upgrade ${addinId}` });
}

function upgradeTitle({ displayName, fromVersion, toVersion, reason }: UpgradeReport): string {
  if (reason === 'rollback') return `${displayName} went back to ${toVersion}`;
  if (fromVersion === toVersion) return `${displayName} ${toVersion} was reloaded`;
  return `${displayName} ${fromVersion} → ${toVersion}`;
}

/** Keeps where the frames are, a moment after they come to rest. */
function keepLayout({ workspace, host }: WindowModel): void {
  let kept = JSON.stringify(layoutOf(workspace.store.getState()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    const layout = layoutOf(workspace.store.getState());
    const text = JSON.stringify(layout);
    if (text === kept) return;
    kept = text;
    // A layout that could not be kept is no reason to disturb anyone.
    host.bridge.saveLayout(layout).catch(() => undefined);
  };
  workspace.store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(save, LAYOUT_DELAY);
  });
  window.addEventListener('pagehide', save);
}
