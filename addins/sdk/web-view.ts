import {
  createElement,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useReducer,
  useRef,
  useState,
} from 'react';
import type { Plain } from '../protocol/plain-data.ts';
import { MESSAGES_WAITING, webMessage } from '../protocol/ui/web-messages.ts';
import { useHost } from './hooks.ts';
import type { Host } from './host.ts';

export interface WebViewHandle {
  /** Sends plain data to the page. False when the page has not taken what was sent before: try again later. */
  post(value: Plain): boolean;
}

export interface WebViewProps {
  /** A page of the package by its path there: "assets/map/index.html". */
  readonly page: string;
  /** What the page is, for people who cannot see it. */
  readonly title: string;
  /** Is given what the page sent with `bulkhead.post(value)`. */
  readonly onMessage?: ((value: Plain) => unknown) | undefined;
  readonly grow?: boolean | undefined;
  readonly ref?: Ref<WebViewHandle> | undefined;
  /** Drawn instead by a host that does not have this component. */
  readonly fallback?: ReactNode;
}

interface Wire {
  readonly first: number;
  readonly values: readonly Plain[];
  readonly taken: number;
}

interface Shown {
  readonly address: string | null;
  readonly state: 'waiting' | 'shown' | 'refused' | 'failed';
}

const NOTHING: Wire = { first: 0, values: [], taken: 0 };
const WAITING: Shown = { address: null, state: 'waiting' };

/** A page of the package in HTML. It runs apart from the add-in and from the window; the two talk in messages. */
export function WebView({ page, title, onMessage, grow, ref, fallback }: WebViewProps): ReactNode {
  const [attempt, retry] = useReducer((count: number) => count + 1, 0);
  const { address, state } = useAddress(useHost(), page, attempt);
  const { wire, post, take } = useWire(address);
  useImperativeHandle(ref, () => ({ post }), [post]);
  return createElement('WebView' as never, {
    ...{ title, address, state, wire, fallback },
    ...(grow === undefined ? {} : { grow }),
    onWire: (said: Wire) => {
      for (const value of take(said)) onMessage?.(value);
    },
    onRetry: retry,
  });
}

function useAddress(host: Host, page: string, attempt: number): Shown {
  const [shown, setShown] = useState(WAITING);
  useEffect(() => {
    let isWanted = true;
    let opened: string | undefined;
    const close = (address: string) => host.webFrames.close(address).catch(() => undefined);
    setShown(WAITING);
    host.webFrames.open(page).then(
      (address) => {
        if (!isWanted) return close(address);
        opened = address;
        setShown({ address, state: 'shown' });
        return undefined;
      },
      (error: { code?: string; message?: string }) => {
        host.log.error(`WebView: ${error.message}`);
        if (isWanted) setShown({ address: null, state: error.code === 'E_SECURITY' ? 'refused' : 'failed' });
      },
    );
    return () => {
      isWanted = false;
      if (opened !== undefined) void close(opened);
    };
    // A new attempt asks again for the same page.
  }, [host, page, attempt]);
  return shown;
}

/** Messages of both directions are numbered, and sent until the other side says that it has them. */
function useWire(address: string | null) {
  const current = useRef(NOTHING);
  const [wire, setWire] = useState(NOTHING);
  useEffect(() => {
    // Another page begins anew.
    if (address === null) return;
    current.current = { ...NOTHING, values: current.current.values };
    setWire(current.current);
  }, [address]);
  const [calls] = useState(() => ({
    post(value: Plain): boolean {
      if (!webMessage().accepts(value)) throw new TypeError('post: only plain data, and not much of it, can be sent.');
      const { values } = current.current;
      if (values.length >= MESSAGES_WAITING) return false;
      current.current = { ...current.current, values: [...values, value] };
      setWire(current.current);
      return true;
    },
    take(said: Wire): readonly Plain[] {
      const { first, values, taken } = current.current;
      const settled = Math.min(values.length, Math.max(0, said.taken - first));
      const fresh = said.values.slice(Math.max(0, taken - said.first));
      if (settled === 0 && fresh.length === 0) return fresh;
      current.current = { first: first + settled, values: values.slice(settled), taken: taken + fresh.length };
      setWire(current.current);
      return fresh;
    },
  }));
  return { wire, ...calls };
}
