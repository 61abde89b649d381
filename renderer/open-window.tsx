import type { ReactNode } from 'react';
import type { Root } from 'react-dom/client';
import { App } from './app.tsx';
import type { Host } from './bridge.ts';
import './design/tokens.css';
import './design/base.css';
import { rememberFocus } from './design/focus-return.ts';
import { watchTyping } from './focus-courtesy.ts';
import { watchKeys } from './keys.ts';
import { watchTheme } from './theme.ts';
import { watchSeen } from './watch-seen.ts';
import { createWindowModel, type LinkReports, type WindowModel } from './window-model.ts';
import { wireEvents } from './wire-events.ts';
import type { ViewLink } from './workspace/links.ts';

export interface OpenWindowOptions<Link extends ViewLink> {
  host: Host;
  root: Root;
  createLink(addinId: string, reports: LinkReports): Link;
  /** What a frame shows. */
  renderContent(link: Link, frameId: string): ReactNode;
}

/** Builds the window over a host: the real one in main.tsx, one in memory under test. */
export function openWindow<Link extends ViewLink>(options: OpenWindowOptions<Link>): WindowModel<Link> {
  const { host, root, createLink, renderContent } = options;
  const model = createWindowModel({ host, createLink });
  const contentOf = (frameId: string): ReactNode => {
    const frame = model.workspace.store.getState().frames.get(frameId);
    return frame ? renderContent(model.links.linkFor(frame.addinId), frameId) : null;
  };
  watchTheme(model.state);
  watchSeen(model);
  watchTyping(document);
  rememberFocus(document, () => document.querySelector<HTMLElement>('.page, .frame[data-active], .workspace'));
  watchKeys(model);
  root.render(<App model={model} renderContent={contentOf} />);
  void wireEvents(model);
  return model;
}
