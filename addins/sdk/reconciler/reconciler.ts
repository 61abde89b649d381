import { createContext, type ReactNode } from 'react';
import createReconciler from 'react-reconciler';
import { ConcurrentRoot, DiscreteEventPriority } from 'react-reconciler/constants.js';
import { type CatalogueEntry, catalogue, rootEntry } from '../../protocol/ui/catalogue.ts';
import { soon, startTimer, stopTimer } from '../compartment-globals.ts';
import { createElementHandle } from './element-handle.ts';
import { type ElementProps, GuestNode } from './guest-node.ts';
import { emitterOf, type ViewEmitter } from './view-emitter.ts';
import { checkProps, foldsText } from './wire-props.ts';

// The only file that touches react-reconciler: its interface changes between minor versions.

const NO_PRIORITY = 0;
let priority: number = NO_PRIORITY;

const HOST_COMPONENT = 5;
const HOST_ROOT = 3;

interface Fiber {
  key: string | null;
  tag: number;
  return: Fiber | null;
}

let lastType = '';
let lastEntry: CatalogueEntry | undefined;

/** React asks about the same type several times in a row. */
function entryOf(type: string): CatalogueEntry | undefined {
  if (type !== lastType) {
    lastType = type;
    lastEntry = catalogue.get(type);
  }
  return lastEntry;
}

/** The explicit key of an element, or of the components around it up to the next element: how the host recognises it. */
function explicitKey(fiber: Fiber): string | null {
  for (let current: Fiber | null = fiber; current; current = current.return) {
    if (current !== fiber && (current.tag === HOST_COMPONENT || current.tag === HOST_ROOT)) return null;
    if (current.key !== null) return String(current.key).slice(0, KEY_CHARACTERS);
  }
  return null;
}

// biome-ignore lint/complexity/useMaxParams: the parameters are React's
function createInstance(type: string, props: ElementProps, parent: CatalogueEntry, fiber: Fiber): GuestNode {
  const entry = entryOf(type);
  if (!entry) throw new TypeError(`There is no component "${type}".`);
  if (!parent.takes(entry)) throw new TypeError(`${type} cannot stand in ${parent.name}.`);
  checkProps(entry, props, null);
  return new GuestNode(entry, props, explicitKey(fiber));
}

function createTextInstance(text: string, parent: CatalogueEntry): GuestNode {
  if (!parent.takesText) throw new TypeError(`${parent.name} takes no text: "${text.slice(0, 40)}".`);
  const node = new GuestNode(null);
  node.text = text;
  return node;
}

function insert(parent: GuestNode, child: GuestNode, before: GuestNode | null): void {
  emitterOf(parent)?.childrenChange(parent);
  parent.insert(child, before);
}

function remove(parent: GuestNode, child: GuestNode): void {
  emitterOf(parent)?.childrenChange(parent);
  child.detach();
}

function hide(node: GuestNode, hidden: boolean): void {
  node.hidden = hidden;
  emitterOf(node)?.nodeChanged(node);
}

const arrangement = {
  appendInitialChild: (parent: GuestNode, child: GuestNode) => parent.insert(child, null),
  appendChild: (parent: GuestNode, child: GuestNode) => insert(parent, child, null),
  appendChildToContainer: (view: ViewEmitter, child: GuestNode) => insert(view.root, child, null),
  insertBefore: insert,
  insertInContainerBefore: (view: ViewEmitter, child: GuestNode, before: GuestNode) => insert(view.root, child, before),
  removeChild: remove,
  removeChildFromContainer: (view: ViewEmitter, child: GuestNode) => remove(view.root, child),
  clearContainer(view: ViewEmitter) {
    for (const child of view.root.children()) remove(view.root, child);
  },
};

const changes = {
  // biome-ignore lint/complexity/useMaxParams: the parameters are React's
  commitUpdate(node: GuestNode, _type: string, previous: ElementProps, props: ElementProps) {
    if (node.entry) checkProps(node.entry, props, previous);
    node.props = props;
    emitterOf(node)?.nodeChanged(node);
  },
  commitTextUpdate(node: GuestNode, _previous: string, text: string) {
    node.text = text;
    emitterOf(node)?.nodeChanged(node);
  },
  resetTextContent: () => undefined,
  hideInstance: (node: GuestNode) => hide(node, true),
  hideTextInstance: (node: GuestNode) => hide(node, true),
  unhideInstance: (node: GuestNode) => hide(node, false),
  unhideTextInstance: (node: GuestNode) => hide(node, false),
};

/** Nothing a view shows is loaded separately, so no commit ever waits. */
const suspension = {
  maySuspendCommit: () => false,
  maySuspendCommitOnUpdate: () => false,
  maySuspendCommitInSyncRender: () => false,
  preloadInstance: () => true,
  startSuspendingCommit: () => null,
  suspendInstance: () => undefined,
  suspendOnActiveViewTransition: () => undefined,
  waitForCommitToBeReady: () => null,
  getSuspendedCommitReason: () => null,
  NotPendingTransition: null,
  HostTransitionContext: createContext(null),
  resetFormInstance: () => undefined,
  requestPostPaintCallback: () => undefined,
};

const scheduling = {
  scheduleTimeout: startTimer,
  cancelTimeout: stopTimer,
  noTimeout: -1,
  supportsMicrotasks: true,
  scheduleMicrotask: soon,
  setCurrentUpdatePriority(next: number) {
    priority = next;
  },
  getCurrentUpdatePriority: () => priority,
  // Nobody waits for a paint here: whatever changed is rendered at the end of the turn, before what is said after it.
  resolveUpdatePriority: () => priority || DiscreteEventPriority,
  shouldAttemptEagerTransition: () => false,
  trackSchedulerEvent: () => undefined,
  resolveEventType: () => null,
  resolveEventTimeStamp: () => -1.1,
};

const reconciler = createReconciler({
  rendererPackageName: '@bulkhead/sdk',
  rendererVersion: '0.1.0',
  extraDevToolsConfig: null,
  isPrimaryRenderer: true,
  warnsIfNotActing: false,
  supportsMutation: true,
  supportsPersistence: false,
  supportsHydration: false,
  // biome-ignore lint/complexity/useMaxParams: the parameters are React's
  createInstance: (type: string, props: ElementProps, _view: ViewEmitter, parent: CatalogueEntry, fiber: Fiber) =>
    createInstance(type, props, parent, fiber),
  createTextInstance: (text: string, _view: ViewEmitter, parent: CatalogueEntry) => createTextInstance(text, parent),
  finalizeInitialChildren: () => false,
  shouldSetTextContent(type: string, props: ElementProps) {
    // Most parts of a large view have one text or none: nothing need be looked up for those without.
    if (props.children === undefined) return false;
    const entry = entryOf(type);
    return entry !== undefined && foldsText(entry, props);
  },
  getRootHostContext: () => rootEntry,
  getChildHostContext: (parent: CatalogueEntry, type: string) => entryOf(type) ?? parent,
  getPublicInstance: (node: GuestNode) => createElementHandle(node, emitterOf),
  prepareForCommit: () => null,
  // Nothing leaves before this: a render that React throws away must leave no trace in the window.
  resetAfterCommit: (view: ViewEmitter) => view.flush(),
  preparePortalMount: () => undefined,
  getInstanceFromNode: () => null,
  beforeActiveInstanceBlur: () => undefined,
  afterActiveInstanceBlur: () => undefined,
  prepareScopeUpdate: () => undefined,
  getInstanceFromScope: () => null,
  detachDeletedInstance: () => undefined,
  ...arrangement,
  ...changes,
  ...suspension,
  ...scheduling,
} as unknown as Parameters<typeof createReconciler>[0]);

const KEY_CHARACTERS = 200;

export interface RenderProblem {
  error: unknown;
  componentStack: string;
}

/** One view that React renders. */
export interface ViewRoot {
  render(element: ReactNode): void;
  unmount(): void;
}

export function createViewRoot(view: ViewEmitter, onProblem: (problem: RenderProblem) => void): ViewRoot {
  const report = (error: unknown, info: { componentStack?: string | null }) =>
    onProblem({ error, componentStack: info.componentStack ?? '' });
  const container = reconciler.createContainer(
    view as never,
    ConcurrentRoot,
    null,
    false,
    null,
    '',
    report,
    () => undefined,
    () => undefined,
    () => undefined,
    null,
  );
  const update = (element: ReactNode) => {
    reconciler.updateContainerSync(element, container, null, null);
    reconciler.flushSyncWork();
  };
  return { render: update, unmount: () => update(null) };
}

/** Runs a handler; what it changes is rendered and sent before this returns. */
export function runHandler<Result>(handler: () => Result): Result {
  const before = priority;
  priority = DiscreteEventPriority;
  try {
    return handler();
  } finally {
    priority = before;
    reconciler.flushSyncWork();
  }
}
