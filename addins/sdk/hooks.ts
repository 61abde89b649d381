import {
  type Dispatch,
  type SetStateAction,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Plain } from '../protocol/plain-data.ts';
import { FrameContext, type FrameContextValue } from './frame-context.ts';
import type { Host } from './host.ts';

export function useFrameContext(): FrameContextValue {
  const context = useContext(FrameContext);
  if (!context) throw new Error('This hook works only inside a view of an add-in.');
  return context;
}

/** What the add-in may ask of its host. */
export function useHost(): Host {
  return useFrameContext().host;
}

/** `useKept('count', 0)` keeps a number, not the number 0. */
type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value;

/**
 * Like useState, but the value outlives the add-in's process: the next version of the view in the same frame starts
 * with it. `key` names it within the frame; values are plain data.
 */
export function useKept<Value extends Plain>(
  key: string,
  initial: Value | (() => Value),
): [Widened<Value>, Dispatch<SetStateAction<Widened<Value>>>];
export function useKept<Value extends Plain>(
  key: string,
  initial: Value | (() => Value),
): [Value, Dispatch<SetStateAction<Value>>] {
  const { kept, frameId } = useFrameContext();
  const [value, setValue] = useState<Value>(() => {
    const found = kept.read(frameId, key);
    if (found !== undefined) return found as Value;
    return typeof initial === 'function' ? initial() : initial;
  });
  // What is kept is what was committed; a render that React throws away keeps nothing.
  useLayoutEffect(() => kept.write(frameId, key, value), [kept, frameId, key, value]);
  return [value, setValue];
}

export interface FrameOptions {
  /** What the title bar says; without it the title of the manifest. */
  title?: string;
  /** Closing asks first. */
  unsaved?: boolean;
}

export interface Frame {
  readonly id: string;
  /** What the frame was opened with. */
  readonly params: Plain;
  close(): Promise<void>;
}

/** The frame that this view stands in; keeps its title and its unsaved mark up to date. */
export function useFrame({ title, unsaved }: FrameOptions = {}): Frame {
  const { frameId, params, host } = useFrameContext();
  useEffect(() => {
    if (title === undefined && unsaved === undefined) return;
    const change = { ...(title === undefined ? {} : { title }), ...(unsaved === undefined ? {} : { unsaved }) };
    host.frames.update(frameId, change).catch((error: unknown) => host.log.warn(`The title was not changed: ${error}`));
  }, [host, frameId, title, unsaved]);
  return { id: frameId, params, close: () => host.frames.close(frameId) };
}

/**
 * False while nobody can see the view: its frame is minimised or covered, or another page is shown. Nothing is drawn
 * then, so this is the time to stop timers and requests that only feed the picture.
 */
export function useVisible(): boolean {
  const { presence } = useFrameContext();
  return useSyncExternalStore(presence.subscribe, presence.isSeen);
}

/** True while the keyboard is inside the view. */
export function useFocused(): boolean {
  const { presence } = useFrameContext();
  return useSyncExternalStore(presence.subscribe, presence.isFocused);
}
