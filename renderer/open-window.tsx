import type { ReactNode } from 'react';
import type { Root } from 'react-dom/client';
import { App } from './app.tsx';
import type { Host } from './bridge.ts';
import './design/tokens.css';
import './design/base.css';
import { watchTyping } from './focus-courtesy.ts';
import { watchKeys } from './keys.ts';
import { AddinLink } from './remote-ui/addin-link.ts';
import { RemoteView } from './remote-ui/remote-view.tsx';
import { watchTheme } from './theme.ts';
import { createWindowModel, type LinkReports, type WindowModel } from './window-model.ts';
import { wireEvents } from './wire-events.ts';

export interface OpenWindowOptions {
  host: Host;
  root: Root;
  /** Something to look at in place of what add-ins show. */
  renderContent?(frameId: string): ReactNode;
}

/** Builds the window over a host: the real one in main.tsx, one in memory under test. */
export function openWindow({ host, root, renderContent }: OpenWindowOptions): WindowModel<AddinLink> {
  const model = createWindowModel({ host, createLink });
  watchTheme(model.state);
  watchTyping(document);
  watchKeys(model);
  root.render(<App model={model} renderContent={renderContent ?? ((frameId) => contentOf(model, frameId))} />);
  void wireEvents(model);
  return model;
}

function createLink(addinId: string, { onViolation, onProblem }: LinkReports): AddinLink {
  return new AddinLink({ addinId, onViolation, onProblem: (_frameId, message) => onProblem(message) });
}

function contentOf({ workspace, links }: WindowModel<AddinLink>, frameId: string): ReactNode {
  const frame = workspace.store.getState().frames.get(frameId);
  return frame ? <RemoteView link={links.linkFor(frame.addinId)} frameId={frameId} /> : null;
}
