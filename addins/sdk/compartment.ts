import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { GuestApp } from './guest-app.ts';
import type { GuestBridge, SdkScript } from './guest-runtime.ts';
import * as sdk from './index.ts';
import { installTextCodecs } from './text-codecs.ts';

/** The entry of the script that is evaluated in the compartment before an add-in's own. */
const script: SdkScript = Object.freeze({
  modules: Object.freeze({ react, 'react/jsx-runtime': jsxRuntime, '@bulkhead/sdk': sdk }),
  start: (bridge: GuestBridge) => new GuestApp(bridge),
});

installTextCodecs(globalThis);
(globalThis as { __bulkheadSdk?: SdkScript }).__bulkheadSdk = script;
