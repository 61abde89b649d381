import { createContext, type ReactNode } from 'react';
import createReconciler from 'react-reconciler';
import { ConcurrentRoot, DefaultEventPriority } from 'react-reconciler/constants.js';

/** What every part becomes: React asks for something that it can hold. */
const NOTHING = Object.freeze({});
const nothing = (): void => undefined;
const no = (): boolean => false;
const empty = (): object => NOTHING;

/** Stands for a screen on which nothing appears: what is left is React. Texts fold into their parents, as in a page. */
const noOpHost = createReconciler({
  rendererPackageName: 'no-op',
  rendererVersion: '0.0.0',
  extraDevToolsConfig: null,
  isPrimaryRenderer: false,
  warnsIfNotActing: false,
  supportsMutation: true,
  supportsPersistence: false,
  supportsHydration: false,
  createInstance: empty,
  createTextInstance: empty,
  getRootHostContext: empty,
  getChildHostContext: empty,
  getPublicInstance: empty,
  finalizeInitialChildren: no,
  shouldSetTextContent: (_type: string, { children }: { children?: unknown }) =>
    typeof children === 'string' || typeof children === 'number',
  prepareForCommit: () => null,
  resetAfterCommit: nothing,
  preparePortalMount: nothing,
  getInstanceFromNode: () => null,
  beforeActiveInstanceBlur: nothing,
  afterActiveInstanceBlur: nothing,
  prepareScopeUpdate: nothing,
  getInstanceFromScope: () => null,
  detachDeletedInstance: nothing,
  appendInitialChild: nothing,
  appendChild: nothing,
  appendChildToContainer: nothing,
  insertBefore: nothing,
  insertInContainerBefore: nothing,
  removeChild: nothing,
  removeChildFromContainer: nothing,
  clearContainer: nothing,
  commitUpdate: nothing,
  commitTextUpdate: nothing,
  resetTextContent: nothing,
  maySuspendCommit: no,
  maySuspendCommitOnUpdate: no,
  maySuspendCommitInSyncRender: no,
  preloadInstance: () => true,
  startSuspendingCommit: () => null,
  suspendInstance: nothing,
  suspendOnActiveViewTransition: nothing,
  waitForCommitToBeReady: () => null,
  getSuspendedCommitReason: () => null,
  NotPendingTransition: null,
  HostTransitionContext: createContext(null),
  resetFormInstance: nothing,
  requestPostPaintCallback: nothing,
  scheduleTimeout: setTimeout,
  cancelTimeout: clearTimeout,
  noTimeout: -1,
  supportsMicrotasks: true,
  scheduleMicrotask: queueMicrotask,
  setCurrentUpdatePriority: nothing,
  getCurrentUpdatePriority: () => DefaultEventPriority,
  resolveUpdatePriority: () => DefaultEventPriority,
  shouldAttemptEagerTransition: no,
  trackSchedulerEvent: nothing,
  resolveEventType: () => null,
  resolveEventTimeStamp: () => -1.1,
} as unknown as Parameters<typeof createReconciler>[0]);

/** Has React render `element` from nothing, until its commit has been made. Throws what a component throws. */
export function renderIntoNothing(element: ReactNode): void {
  const problems: unknown[] = [];
  const fail = (error: unknown): void => void problems.push(error);
  const root = noOpHost.createContainer(
    NOTHING as never,
    ConcurrentRoot,
    null,
    false,
    null,
    '',
    fail,
    fail,
    nothing,
    nothing,
    null,
  );
  noOpHost.updateContainerSync(element, root, null, null);
  noOpHost.flushSyncWork();
  if (problems.length > 0) throw problems[0];
}
