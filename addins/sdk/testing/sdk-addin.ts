import type { ScriptedAddin, ScriptedServiceCall } from '../../runtime/testing/scripted-addin.ts';
import type { Addin } from '../define-addin.ts';
import { GuestApp } from '../guest-app.ts';
import type { GuestBridge, GuestRuntime } from '../guest-runtime.ts';

/** An add-in as authors write it, driven by the SDK itself, for hosts whose add-ins are functions of the test. */
export function sdkAddin(addin: Addin): ScriptedAddin {
  let app: GuestRuntime | undefined;
  const started = (): GuestRuntime => {
    if (!app) throw new Error('not activated');
    return app;
  };
  /** By any name: which ones there are is for the SDK to say. */
  const members = new Proxy(
    {},
    { get: () => (call: ScriptedServiceCall) => started().serve(call, call.signal, call.use) },
  );
  return {
    async activate(activation, host: GuestBridge) {
      app = new GuestApp(host);
      app.load({ default: addin });
      await app.activate(activation);
    },
    services: Object.fromEntries(Object.keys(addin.services ?? {}).map((contract) => [contract, members])),
    commands: Object.fromEntries(Object.keys(addin.commands ?? {}).map((id) => [id, () => started().runCommand(id)])),
    onEvent: (event) => started().acceptEvent(event),
  };
}
