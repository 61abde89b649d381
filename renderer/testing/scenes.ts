import type { HostSnapshot } from '../../preload/bridge.ts';
import { ADDINS, addin, FRAMES, STAGED, UPGRADE } from './sample-data.ts';

const MANY = 200;

/** Named starting points of the harness. */
export const SCENES: Readonly<Record<string, Partial<HostSnapshot>>> = {
  full: {},
  empty: { addins: [], frames: [], processes: [] },
  start: { frames: [] },
  many: {
    frames: [],
    addins: Array.from({ length: MANY }, (_, index) =>
      addin({ id: `many.${index}`, displayName: `Add-in ${index + 1}`, state: 'stopped', description: 'One of many.' }),
    ),
  },
  install: {
    staged: [
      { ok: true, staged: STAGED },
      { ok: true, staged: UPGRADE },
    ],
  },
  upgrade: { staged: [{ ok: true, staged: UPGRADE }] },
  refused: {
    staged: [
      {
        ok: false,
        fileName: 'weather-0.9.13-from-somewhere-with-a-long-name.addin',
        problem: {
          code: 'E_UNSAFE_CODE',
          title: 'This add-in contains code that Bulkhead does not run.',
          message: 'main.js, line 1204: import() is not available to add-ins.',
          remedy: 'Pack it again with "bulkhead pack", which names the line.',
        },
      },
    ],
  },
  prompt: {
    prompts: [
      {
        promptId: 'prompt-1',
        addinId: 'com.harbour.notes',
        displayName: 'Notes',
        color: '#b4572c',
        permission: 'net.fetch',
        plain: 'send data to api.example.com',
        reason: 'Checks the spelling of port names.',
        offerAlways: true,
      },
    ],
  },
  waiting: {
    waiting: [
      { addinId: 'com.harbour.notes', displayName: 'Notes', color: '#b4572c' },
      { addinId: 'many.1', displayName: 'A rather long name of an add-in', color: '#1f7a8c' },
      { addinId: 'many.2', displayName: 'Weather', color: '#2659d6' },
      { addinId: 'many.3', displayName: 'Add-in 3', color: '#14663c' },
    ],
  },
  troubled: {
    frames: FRAMES,
    addins: ADDINS.map((one) => ({
      ...one,
      state: one.id === 'com.harbour.notes' ? 'upgrading' : one.id === 'com.harbour.csv' ? 'quarantined' : one.state,
    })),
  },
};
