import { component, event, need, nothing, prop } from './component-spec.ts';
import { ICONS } from './icons.ts';
import { flag, oneOf, text } from './prop-types.ts';

const icon = oneOf(...ICONS);
const kind = prop(oneOf('normal', 'primary', 'danger', 'quiet'), 'How much it stands out, and why.', 'normal');
const disabled = prop(flag(), 'Cannot be used now.', false);
const once = prop(flag(), 'Presses are ignored while the handler of the last one works.', false);
const onPress = event('command', nothing, 'It was pressed.');

export const actionComponents = {
  Button: component({
    summary: 'Does something when it is pressed.',
    role: 'button',
    place: 'inline',
    children: 'text',
    props: {
      kind,
      icon: prop(icon, 'Drawn before the text.'),
      disabled,
      once,
      hint: prop(text(), 'Shown when the pointer rests on it.'),
    },
    events: { onPress },
    methods: ['focus'],
  }),
  IconButton: component({
    summary: 'A button that shows only an icon.',
    role: 'button',
    place: 'inline',
    props: {
      icon: need(icon, 'What is drawn.'),
      label: need(text(100), 'What it does; shown when the pointer rests on it.'),
      kind: prop(oneOf('normal', 'primary', 'danger', 'quiet'), 'How much it stands out, and why.', 'quiet'),
      pressed: prop(flag(), 'Stays down: something is switched on.'),
      disabled,
      once,
    },
    events: { onPress },
    methods: ['focus'],
  }),
  MenuButton: component({
    summary: 'Opens a menu.',
    role: 'button',
    place: 'inline',
    children: ['MenuItem', 'MenuSeparator'],
    props: {
      label: need(text(100), 'What the button says.'),
      icon: prop(icon, 'Drawn before the label.'),
      iconOnly: prop(flag(), 'Shows only the icon; the label is a hint.', false),
      kind,
      disabled,
    },
  }),
  MenuItem: component({
    summary: 'One line of a menu.',
    role: 'menuitem',
    place: 'part',
    props: {
      label: need(text(100), 'What it does.'),
      icon: prop(icon, 'Drawn before the label.'),
      keys: prop(text(40), 'Keys that do the same, drawn at the end.'),
      checked: prop(flag(), 'Has a tick.'),
      danger: prop(flag(), 'Cannot be undone.', false),
      disabled,
    },
    events: { onPress: event('command', nothing, 'It was chosen.') },
  }),
  MenuSeparator: component({ summary: 'A line between groups of a menu.', role: 'separator', place: 'part' }),
  Shortcut: component({
    summary: 'Keys that do something while the frame is active. It draws nothing.',
    role: 'none',
    props: {
      keys: need(text(40), 'For example "Ctrl+Enter" or "F2"; keys of the host itself are not delivered.'),
      label: need(text(100), 'What the keys do.'),
      disabled,
    },
    events: { onPress: event('command', nothing, 'The keys were pressed.') },
  }),
} as const;
