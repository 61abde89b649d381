import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AddinSummary,
  DiagnosticsEntry,
  HostEvent,
  HostSnapshot,
  HostSummary,
  Problem,
  ProcessSummary,
  PromptRequest,
  ThemeChoice,
  WaitingQuestion,
} from '../preload/bridge.ts';

export type Page = 'workspace' | 'addins' | 'permissions' | 'diagnostics';

/** A dialog of the host that a command opens. */
export type DialogName = 'palette' | 'keys' | 'write' | 'about';

/** What the window knows of the host: the last snapshot with every event since. */
export interface HostState {
  /** `lost`: the host's end is gone and nothing works any more. */
  phase: 'connecting' | 'ready' | 'lost';
  problem: Problem | null;
  host: HostSummary | null;
  addins: readonly AddinSummary[];
  processes: readonly ProcessSummary[];
  /** Questions of add-ins, oldest first; one is asked at a time. */
  prompts: readonly PromptRequest[];
  /** Add-ins whose question the person has not opened yet, oldest first. */
  waiting: readonly WaitingQuestion[];
  /** Newest last. */
  log: readonly DiagnosticsEntry[];
  /** Errors in the log since the person last looked at it. */
  unseenErrors: number;
  theme: ThemeChoice;
  /** What the system wants, once the host said so; null leaves it to the media query. */
  systemDark: boolean | null;
  page: Page;
  dialog: DialogName | null;
  /** The add-in a page should show first, when something led there. */
  focusedAddin: string | null;
  /** Counts changes of permissions, so that the page knows when to read them again. */
  permissionsVersion: number;
}

/** More than anyone scrolls through; the host's own log keeps everything. */
const LOG_LENGTH = 500;

export function createHostState(): StoreApi<HostState> {
  return createStore<HostState>(() => ({
    phase: 'connecting',
    problem: null,
    host: null,
    addins: [],
    processes: [],
    prompts: [],
    waiting: [],
    log: [],
    unseenErrors: 0,
    theme: 'system',
    systemDark: null,
    page: 'workspace',
    dialog: null,
    focusedAddin: null,
    permissionsVersion: 0,
  }));
}

export function applySnapshot(state: HostState, snapshot: HostSnapshot): HostState {
  const { host, addins, processes, waiting, theme } = snapshot;
  const prompts = snapshot.prompts.reduce(withPrompt, state.prompts);
  return { ...state, phase: 'ready', host, addins, processes, waiting, theme, prompts };
}

/** The part of an event that is plain knowledge; what it sets in motion is wired elsewhere. */
export function applyEvent(state: HostState, event: HostEvent): HostState {
  switch (event.type) {
    case 'addins':
      return { ...state, addins: event.addins };
    case 'processes':
      return { ...state, processes: event.processes };
    case 'domain':
      return { ...state, addins: withDomainState(state.addins, event) };
    case 'prompt':
      return { ...state, prompts: withPrompt(state.prompts, event.prompt) };
    case 'prompt-gone':
      return { ...state, prompts: state.prompts.filter((prompt) => prompt.promptId !== event.promptId) };
    case 'questions-waiting':
      return { ...state, waiting: event.waiting };
    case 'permissions-changed':
      return { ...state, permissionsVersion: state.permissionsVersion + 1 };
    case 'diagnostics':
      return withLogEntry(state, event.entry);
    case 'walls':
      return state.host ? { ...state, host: { ...state.host, walls: event.walls } } : state;
    case 'theme':
      return { ...state, systemDark: event.dark };
    default:
      return state;
  }
}

function withLogEntry(state: HostState, entry: DiagnosticsEntry): HostState {
  const isUnseen = entry.level === 'error' && state.page !== 'diagnostics';
  const unseenErrors = state.unseenErrors + (isUnseen ? 1 : 0);
  return { ...state, unseenErrors, log: [...state.log, entry].slice(-LOG_LENGTH) };
}

function withPrompt(prompts: readonly PromptRequest[], prompt: PromptRequest): readonly PromptRequest[] {
  return prompts.some((other) => other.promptId === prompt.promptId) ? prompts : [...prompts, prompt];
}

function withDomainState(
  addins: readonly AddinSummary[],
  { addinId, state, problem }: Extract<HostEvent, { type: 'domain' }>,
): readonly AddinSummary[] {
  return addins.map((addin) => (addin.id === addinId ? { ...addin, state, problem } : addin));
}
