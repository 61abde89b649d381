import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LeavingKey } from '../../../addins/protocol/leaving-keys.ts';
import type { Plain } from '../../../addins/protocol/plain-data.ts';
import { Button } from '../../design/button.tsx';
import type { PartProps } from '../element-tree.ts';
import type { HostNode } from '../host-node.ts';
import { leavePage, WEB_BOX } from '../leave-page.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import { WebChannel } from '../web-channel.ts';
import { FOCUS_POLICY, WEB_FRAME } from '../web-frame.ts';
import { useIsServed } from '../web-pages.ts';
import { useWebWall } from '../web-wall.ts';
import './web-view-part.css';

export function WebViewPart({ node }: PartProps): ReactNode {
  const { title, address, state, grow } = propsOf<'WebView'>(node);
  const { addinId, events } = useView();
  const isServed = useIsServed(address, addinId);
  const [broken, setBroken] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { isDown } = useWebWall();
  const note = noteFor({ state, isDown, isServed, isBroken: broken !== null && broken === address });
  const retry = () => {
    setBroken(null);
    events.command(node, 'onRetry');
  };
  return (
    <div ref={box} className={WEB_BOX} data-grow={grow} role="group" aria-label={title} tabIndex={-1}>
      {note === undefined && address !== null ? (
        <Page
          key={address}
          {...{ node, address, title }}
          refuse={() => setBroken(address)}
          leave={(key) => (box.current ? leavePage(key, box.current) : undefined)}
        />
      ) : (
        <Note text={note ?? ''} retry={state === 'waiting' ? undefined : retry} />
      )}
    </div>
  );
}

interface PageProps {
  node: HostNode;
  address: string;
  title: string;
  leave(key: LeavingKey): void;
  refuse(): void;
}

function Page({ node, address, title, leave: onLeave, refuse }: PageProps): ReactNode {
  const { wire } = propsOf<'WebView'>(node);
  const { events } = useView();
  const [channel] = useState(
    () =>
      new WebChannel({
        tell: (said) => events.continuous(node, 'onWire', { ...said, values: [...said.values] } as Plain),
        leave: onLeave,
        refuse,
      }),
  );
  const [isConnected, setConnected] = useState(false);
  useLayoutEffect(() => {
    if (wire && isConnected) channel.take(wire);
  }, [channel, wire, isConnected]);
  useEffect(() => () => channel.close(), [channel]);
  return (
    <iframe
      className="rv-web-page"
      title={title}
      src={address}
      {...WEB_FRAME}
      onLoad={({ currentTarget }) => {
        if (currentTarget.contentWindow) channel.connect(currentTarget.contentWindow);
        setConnected(true);
      }}
    />
  );
}

function Note({ text, retry }: { text: string; retry: (() => void) | undefined }): ReactNode {
  return (
    <div className="rv-web-note" role="status">
      <span>{text}</span>
      {retry ? <Button onClick={retry}>Show the page</Button> : null}
    </div>
  );
}

/** Why no page is shown; undefined when it is. */
function noteFor(now: { state: string; isDown: boolean; isServed: boolean; isBroken: boolean }): string | undefined {
  if (!hasFocusPolicy()) return 'Web pages cannot be shown safely here, so this one is not shown.';
  if (now.isDown) {
    return 'Web pages cannot be shown safely here, so this one is not shown. The log on the Diagnostics page says why.';
  }
  if (now.isBroken) return 'This page sent more than the window can take, so it was closed.';
  if (now.state === 'waiting') return 'Waiting for the page…';
  if (now.state === 'failed') return 'This page could not be read. The log on the Diagnostics page says why.';
  return now.state === 'shown' && now.isServed ? undefined : 'This add-in may not show its web page now.';
}

interface FeaturePolicy {
  features(): string[];
}

function hasFocusPolicy(): boolean {
  const { featurePolicy } = document as Document & { featurePolicy?: FeaturePolicy };
  return featurePolicy?.features().includes(FOCUS_POLICY) === true;
}
