import { createRoot } from 'react-dom/client';
import { createHost } from './bridge.ts';
import { openWindow } from './open-window.tsx';
import { AddinLink } from './remote-ui/addin-link.ts';
import { RemoteView } from './remote-ui/remote-view.tsx';

// First of all: a port that is handed over before anyone listens would be lost.
const host = createHost();
const place = document.getElementById('window');
if (place) {
  openWindow({
    host,
    root: createRoot(place),
    createLink: (addinId, { onViolation, onProblem }) =>
      new AddinLink({ addinId, onViolation, onProblem: (_frameId, message) => onProblem(message) }),
    renderContent: (link, frameId) => <RemoteView link={link} frameId={frameId} />,
  });
}
