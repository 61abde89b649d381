import { component, event, need, nothing, prop } from './component-spec.ts';
import { integer, oneOf, text } from './prop-types.ts';

export const overlayComponents = {
  Dialog: component({
    summary: 'Stands above the rest of the view until it is answered. Render it to open it.',
    role: 'dialog',
    children: 'blocks',
    props: {
      title: need(text(200), 'What it is about.'),
      detail: prop(text(), 'One or two sentences.'),
      kind: prop(oneOf('normal', 'danger'), 'Danger: something cannot be undone.', 'normal'),
      width: prop(integer(240, 900), 'In pixels.', 420),
    },
    events: { onClose: event('command', nothing, 'It was closed without an answer: Escape or the close button.') },
  }),
  DialogActions: component({
    summary: 'The buttons at the end of a Dialog.',
    role: 'none',
    children: 'blocks',
  }),
  StatusBar: component({
    summary: 'The last line of a frame.',
    role: 'status',
    children: 'inline',
  }),
} as const;
