import type { Root } from 'react-dom/client';
import { App } from './app.tsx';
import type { Host } from './bridge.ts';
import './design/tokens.css';
import './design/base.css';
import { watchTyping } from './focus-courtesy.ts';
import { watchKeys } from './keys.ts';
import { watchTheme } from './theme.ts';
import { createWindowModel, type WindowModel } from './window-model.ts';
import { wireEvents } from './wire-events.ts';
import type { ViewLink } from './workspace/links.ts';

/** Builds the window over a host: the real one in main.tsx, one in memory under test. */
export function openWindow(host: Host, root: Root): WindowModel {
  const model = createWindowModel({ host, createLink: () => PLACEHOLDER });
  watchTheme(model.state);
  watchTyping(document);
  watchKeys(model);
  root.render(<App model={model} renderContent={() => null} />);
  void wireEvents(model);
  return model;
}

const PLACEHOLDER: ViewLink = {
  attach: () => undefined,
  openView: () => undefined,
  closeView: () => undefined,
  freeze: () => undefined,
  commit: () => undefined,
  abandon: () => undefined,
};
