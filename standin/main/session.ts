import { protocol } from './protocol.ts';
import { closedModule } from './unsupported.ts';

const defaultSession = closedModule('session', {
  protocol,
  setPermissionRequestHandler(): void {},
  setPermissionCheckHandler(): void {},
});

export const session = closedModule('session', { defaultSession });
