import { createRoot } from 'react-dom/client';
import { createHost } from '../../renderer/bridge.ts';
import { openWindow } from '../../renderer/open-window.tsx';
import { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import { RemoteView } from '../../renderer/remote-ui/remote-view.tsx';
import { type BenchPage, createBenchPage } from './bench-page.ts';
import { inProcessViews } from './in-process-views.ts';
import { takeRawPort } from './raw-port.ts';
import { reportReady } from './report-ready.ts';

declare global {
  interface Window {
    /** What the benchmark drives, over the test driver. */
    bench: BenchPage;
  }
}

/**
 * The product's window, built from its own sources as renderer/main.tsx builds it. What is added: its model can be
 * reached, and some views are drawn in this page instead of by an add-in.
 */
const rawPort = takeRawPort();
const host = createHost();
const place = document.getElementById('window');
if (place) {
  const model = openWindow({
    host,
    root: createRoot(place),
    createLink: (addinId, { onViolation, onProblem }) =>
      new AddinLink({ addinId, onViolation, onProblem: (_frameId, message) => onProblem(message) }),
    renderContent: (link, frameId) => {
      const InProcess = inProcessViews.get(link.frame(frameId)?.view.view ?? '');
      return InProcess ? <InProcess /> : <RemoteView link={link} frameId={frameId} />;
    },
  });
  window.bench = createBenchPage(model, rawPort);
  reportReady(model);
}
