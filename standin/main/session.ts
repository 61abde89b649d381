import { EventEmitter } from 'node:events';
import { permissionHandlers } from './permissions.ts';
import { protocol } from './protocol.ts';
import { closeClass, closedModule } from './unsupported.ts';
import { webRequest } from './web-request.ts';

/** The one session there is. */
class Session extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = webRequest;

  setPermissionRequestHandler(handler: typeof permissionHandlers.request): void {
    permissionHandlers.request = handler;
  }

  setPermissionCheckHandler(handler: typeof permissionHandlers.check): void {
    permissionHandlers.check = handler;
  }

  /** Neither devices nor screens can be chosen from outside the engine: what is not granted is refused there. */
  setDevicePermissionHandler(): void {}

  setDisplayMediaRequestHandler(): void {}

  setSpellCheckerEnabled(): void {}

  isPersistent(): boolean {
    return true;
  }
}

closeClass(Session);

export const session = closedModule('session', { defaultSession: new Session() });
