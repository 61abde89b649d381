import type { StoreApi } from 'zustand/vanilla';
import { type Host, problemOf } from './bridge.ts';
import { type Announcer, createAnnouncer } from './design/announcer.tsx';
import { createToasts, type Toasts } from './design/toast.tsx';
import { createHostState, type DialogName, type HostState, type Page } from './host-state.ts';
import { createInstallQueue, type InstallQueue } from './install/install-queue.ts';
import { createLinks, type Links, REASON_LENGTH, type ViewLink } from './workspace/links.ts';
import { createWorkspaceStore, type WorkspaceStore } from './workspace/workspace-store.ts';

/** Everything of the window that outlives a render. Built once, in main.tsx. */
export interface WindowModel<Link extends ViewLink = ViewLink> {
  readonly host: Host;
  readonly state: StoreApi<HostState>;
  readonly workspace: WorkspaceStore;
  readonly links: Links<Link>;
  readonly installs: InstallQueue;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  /** Waits for a call to the host; a failure is shown with its code and remedy. */
  attempt(call: Promise<unknown>): void;
  showPage(page: Page, addinId?: string): void;
  openDialog(dialog: DialogName | null): void;
}

/** What a link tells the window. */
export interface LinkReports {
  /** A generation sent what the contract forbids. */
  onViolation(generation: number, message: string): void;
  /** A handler of the add-in failed, in the add-in's own words. */
  onProblem(message: string): void;
}

export interface WindowModelOptions<Link extends ViewLink> {
  host: Host;
  createLink(addinId: string, reports: LinkReports): Link;
}

const PROBLEM_LASTS = 10_000;

export function createWindowModel<Link extends ViewLink>(options: WindowModelOptions<Link>): WindowModel<Link> {
  const { host } = options;
  const { bridge } = host;
  const state = createHostState();
  const toasts = createToasts();
  const fail = (thrown: unknown): void => showProblem(toasts, thrown);
  const attempt = (call: Promise<unknown>): void => void call.catch(fail);
  const createLink = (addinId: string): Link =>
    options.createLink(addinId, reportsOf({ addinId, host, state, toasts }));
  const links = createLinks<Link>({ host: bridge, createLink, onFailure: fail });
  const workspace = createWorkspaceStore({
    onClosed({ addinId, frameId }) {
      links.close(addinId, frameId);
      attempt(bridge.frameClosed(frameId));
    },
  });
  return {
    host,
    state,
    toasts,
    links,
    workspace,
    attempt,
    installs: createInstallQueue(bridge),
    announcer: createAnnouncer(),
    showPage: (page, addinId) =>
      state.setState(({ unseenErrors }) => ({
        page,
        focusedAddin: addinId ?? null,
        unseenErrors: page === 'diagnostics' ? 0 : unseenErrors,
      })),
    openDialog: (dialog) => state.setState({ dialog }),
  };
}

function showProblem(toasts: Toasts, thrown: unknown): void {
  const { title, message, remedy, code } = problemOf(thrown);
  const text = message === title || message === '' ? remedy : `${message} ${remedy}`;
  toasts.show({ tone: 'danger', title, text, code, lasts: 0, id: `${code} ${message}` });
}

interface ReportSource extends Pick<WindowModel, 'host' | 'state' | 'toasts'> {
  addinId: string;
}

function reportsOf({ addinId, host, state, toasts }: ReportSource): LinkReports {
  return {
    onViolation(generation, message) {
      // The host ends that generation and says so itself; nothing here depends on its answer.
      host.bridge.viewViolation(addinId, generation, message.slice(0, REASON_LENGTH)).catch(() => undefined);
    },
    onProblem(message) {
      const name = state.getState().addins.find((addin) => addin.id === addinId)?.displayName ?? addinId;
      const title = `${name} reported a problem`;
      toasts.show({
        tone: 'caution',
        title,
        text: message,
        code: 'E_ADDIN',
        lasts: PROBLEM_LASTS,
        id: `problem ${addinId}`,
      });
    },
  };
}

/** The note that an add-in was installed: old news as soon as it is opened or replaced. */
export function installNote(addinId: string): string {
  return `installed ${addinId}`;
}
