import '../addins/protocol/interpret-schemas.ts';

import { createRoot } from 'react-dom/client';
import { createHost } from './bridge.ts';
import { openWindow } from './open-window.tsx';

// First of all: a port that is handed over before anyone listens would be lost.
const host = createHost();
const place = document.getElementById('window');
if (place) openWindow({ host, root: createRoot(place) });
