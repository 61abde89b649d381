import { createElement, type ReactNode, useState } from 'react';
import { GuestView } from './guest-view.ts';
import type { Host } from './host.ts';
import { Inspector } from './inspect/inspector.ts';
import { KeptState } from './kept-state.ts';
import { Presence } from './presence.ts';

/** As many rows as a large view has: below that the engine does not compile what it runs. */
const ROWS = 400;

/**
 * Draws a view of its own to nobody, so that the engine has compiled React and the emitter before a frame waits for the
 * picture of a new version. Costs time in which the version before still serves.
 */
export function rehearse(): void {
  const inspector = new Inspector({ notify: drop, report: drop });
  const context = {
    frameId: 'rehearsal',
    params: null,
    host: NO_HOST,
    kept: new KeptState(),
    presence: new Presence(),
    inspector,
  };
  const view = new GuestView({ context, component: Rehearsal, send: drop, log: drop });
  view.close();
}

/** The rehearsal asks nothing of the host. */
const NO_HOST = Object.freeze({}) as Host;

function Rehearsal(): ReactNode {
  const [rows] = useState(() => Array.from({ length: ROWS }, (_, index) => index));
  return createElement('Stack', { gap: 's' }, createElement('Heading', null, 'Rehearsal'), rows.map(createRow));
}

function createRow(index: number): ReactNode {
  return createElement(
    'Row',
    { key: `row-${index}`, gap: 's' },
    createElement('Text', { tone: 'muted' }, `#${index}`),
    createElement('Badge', { tone: 'ok' }, 'ready'),
    createElement('Button', { onPress: drop }, 'Open'),
    createElement('TextField', { label: 'Name', value: '', onChange: drop }),
  );
}

function drop(): void {}
