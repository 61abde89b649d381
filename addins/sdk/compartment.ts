import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { withFallback } from './fallback.ts';
import { GuestApp } from './guest-app.ts';
import type { GuestBridge, SdkScript } from './guest-runtime.ts';
import * as sdk from './index.ts';
import { installTextCodecs } from './text-codecs.ts';

/** The entry of the script that is evaluated in the compartment before an add-in's own. */
const script: SdkScript = Object.freeze({
  modules: Object.freeze({
    react: Object.freeze({ ...react, createElement: withFallback(react.createElement) }),
    'react/jsx-runtime': Object.freeze({
      ...jsxRuntime,
      jsx: withFallback(jsxRuntime.jsx),
      jsxs: withFallback(jsxRuntime.jsxs),
    }),
    '@bulkhead/sdk': sdk,
  }),
  start: (bridge: GuestBridge) => new GuestApp(bridge),
});

installTextCodecs(globalThis);
(globalThis as { __bulkheadSdk?: SdkScript }).__bulkheadSdk = script;
