import { component, event, need, nothing, prop } from './component-spec.ts';
import { flag, integer, oneOf, text } from './prop-types.ts';

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
  Popover: component({
    summary:
      'The first child is drawn where it stands; the others stand above the view beside it while it is open. It never leaves its frame.',
    role: 'dialog',
    children: 'blocks',
    props: {
      label: need(text(200), 'What is inside, for people who cannot see it.'),
      open: prop(flag(), 'Whether the add-in wants it open.'),
      side: prop(oneOf('top', 'bottom', 'start', 'end'), 'Where it stands, if there is room.', 'bottom'),
      width: prop(integer(80, 600), 'In pixels; without it as wide as what is inside.'),
    },
    events: {
      onOpenChange: event('edit', flag(), 'It was closed: Escape, or a press beside it.'),
    },
    draft: 'open',
  }),
  Tooltip: component({
    summary: 'Words about its child, shown while the pointer or the keyboard rests on it.',
    role: 'tooltip',
    place: 'inline',
    children: 'blocks',
    props: {
      words: need(text(400), 'What it says.'),
      side: prop(oneOf('top', 'bottom', 'start', 'end'), 'Where they stand, if there is room.', 'top'),
    },
  }),
  ContextMenu: component({
    summary:
      'A menu for what is inside it, opened with the right button or Shift+F10. Put nothing into it that can be done in no other way.',
    role: 'menu',
    children: ['blocks', 'MenuItem', 'MenuSeparator'],
    props: { label: need(text(100), 'What the menu is for.') },
  }),
  Toast: component({
    summary: 'A short message in the corner of the frame, shown while it is rendered. It takes no focus.',
    role: 'status',
    children: 'inline',
    props: {
      title: need(text(200), 'What happened.'),
      detail: prop(text(), 'One sentence more.'),
      tone: prop(oneOf('normal', 'ok', 'warn', 'bad'), 'What it means.', 'normal'),
      lasts: prop(
        integer(0, 60_000),
        'Milliseconds until it goes away by itself; not while the pointer or the keyboard is on it. 0: never.',
        0,
      ),
    },
    // No command: its time runs out without anybody, and a command counts as something that a person did.
    events: { onDismiss: event('continuous', nothing, 'It went away: it was closed, or its time was over.') },
  }),
} as const;
