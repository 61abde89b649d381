import { createRoot } from 'react-dom/client';
import { openWindow } from './open-window.tsx';
import { createFakeHost, type FakeHost } from './testing/fake-host.ts';
import { fakeLink } from './testing/fake-link.ts';
import { sampleContent } from './testing/sample-content.tsx';
import { SCENES } from './testing/scenes.ts';
import type { WindowModel } from './window-model.ts';

declare global {
  interface Window {
    /** The fake host behind this page, for the tests that drive it. */
    fake: FakeHost;
    model: WindowModel;
  }
}

/** The window over a host in memory: `harness.html?scene=empty`. Never part of the product's bundle. */
const scene = new URLSearchParams(location.search).get('scene') ?? 'full';
window.fake = createFakeHost(SCENES[scene] ?? {});
const place = document.getElementById('window');
if (place) {
  window.model = openWindow({
    host: window.fake,
    root: createRoot(place),
    createLink: fakeLink,
    renderContent: (_link, frameId) => sampleContent(frameId),
  });
}
