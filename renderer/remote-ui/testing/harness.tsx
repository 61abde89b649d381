import { createRoot } from 'react-dom/client';
import { inspectHandlers } from '../../../addins/protocol/inspect/inspect-methods.ts';
import { viewMethods, windowMethods } from '../../../addins/protocol/methods/view-methods.ts';
import { Session } from '../../../addins/protocol/session.ts';
import type { Addin } from '../../../addins/sdk/define-addin.ts';
import { GuestApp } from '../../../addins/sdk/guest-app.ts';
import { MenuLayer } from '../../design/menu.tsx';
import { StrictStyles } from '../../design/strict-styles.tsx';
import '../../design/tokens.css';
import '../../design/base.css';
import { AddinLink } from '../addin-link.ts';
import { createBrowserClock } from '../painter.ts';
import { createPortTransport } from '../port-transport.ts';
import { RemoteView } from '../remote-view.tsx';
import { webPages } from '../web-pages.ts';
import { webWall } from '../web-wall.ts';
import { order } from './order-view.tsx';
import { pushy } from './sample-pushy.tsx';
import { gallery, notes } from './sample-views.tsx';
import { WEB_ADDRESS, web } from './web-sample.tsx';

/** A page with one frame, and add-ins at the other end of real message ports. Driven by tests in a real browser. */
const addins: Readonly<Record<string, () => Addin>> = {
  gallery: () => gallery,
  pushy: () => pushy,
  notes1: () => notes(1),
  notes2: () => notes(2),
  order: () => order,
  web: () => web,
};

const link = new AddinLink({ addinId: 'test' });
const apps = new Map<number, GuestApp>();
const logs: string[] = [];

function start(addin: string, generation: number): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const app = new GuestApp({
    call: async (method) => (method === 'webFrames.open' ? { address: WEB_ADDRESS } : null),
    open: () => ({ answer: Promise.resolve(null), cancel: () => undefined }),
    read: () => ({ next: async () => ({ done: true, value: undefined }), cancel: () => undefined }),
    notify: () => undefined,
    sendUi: (message) => session.sendUi(message),
    notifyWindow: (_method, args) => session.notify('inspect.changed', args as never),
    current: () => undefined,
    log: (level, text) => logs.push(`${level}: ${text}`),
  });
  app.load({ default: addins[addin]?.() });
  const session = new Session<typeof viewMethods, typeof windowMethods>({
    transport: createPortTransport(port1),
    clock: createBrowserClock(),
    epoch: generation,
    local: viewMethods,
    remote: windowMethods,
    handlers: {
      'view.mount': ([{ frameId, view, params, features }]) => {
        if (features) app.learnFeatures(features);
        app.mount(frameId, view, params);
        return null;
      },
      'view.unmount': ([frameId]) => {
        app.unmount(frameId);
        return null;
      },
      'view.settle': () => null,
      'addin.call': ([name, args]) => app.call(name, args) as never,
      ...inspectHandlers((name, parameters) => app.inspect(name, parameters)),
    },
    onUi: (message) => app.acceptUi(message),
  });
  apps.set(generation, app);
  crashes.set(generation, () => session.close());
  return port2;
}

const crashes = new Map<number, () => void>();

const harness = {
  logs,
  link,
  webPages,
  webWall,
  async open(addin: string): Promise<void> {
    link.openView('f1', 'main', null);
    await link.attach(start(addin, 1), { generation: 1, role: 'current' });
  },
  async upgrade(addin: string, generation: number): Promise<void> {
    await link.freeze();
    const state = await apps.get(generation - 1)?.saveState();
    const port = start(addin, generation);
    if (state) await apps.get(generation)?.restoreState(state);
    await link.attach(port, { generation, role: 'candidate' });
    await link.draw(generation);
    await link.commit(generation);
  },
  crash: (generation: number) => crashes.get(generation)?.(),
  async restart(addin: string, generation: number): Promise<void> {
    await link.attach(start(addin, generation), { generation, role: 'current' });
  },
};
export type Harness = typeof harness;
(globalThis as unknown as { harness: Harness }).harness = harness;

const root = document.getElementById('window');
if (root) {
  createRoot(root).render(
    <StrictStyles>
      <input aria-label="Elsewhere" />
      <div style={{ height: '600px' }}>
        <RemoteView link={link} frameId="f1" />
      </div>
      <MenuLayer />
    </StrictStyles>,
  );
}
