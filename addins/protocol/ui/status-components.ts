import { component, event, need, nothing, prop } from './component-spec.ts';
import { ICONS } from './icons.ts';
import { nullable, number, oneOf, text } from './prop-types.ts';

const tone = oneOf('normal', 'accent', 'ok', 'warn', 'bad');

export const statusComponents = {
  Badge: component({
    summary: 'A word or number that marks something.',
    role: 'none',
    place: 'inline',
    children: 'text',
    props: { tone: prop(tone, 'The colour, by meaning.', 'normal') },
  }),
  Progress: component({
    summary: 'How far something is.',
    role: 'progressbar',
    props: {
      label: need(text(), 'What is under way.'),
      value: prop(nullable(number(0, 1)), 'From 0 to 1; null when it cannot be said.', null),
      detail: prop(text(200), 'Written at the end, for example "12 of 40 MB".'),
    },
  }),
  Spinner: component({
    summary: 'Something is under way.',
    role: 'status',
    place: 'inline',
    props: { label: prop(text(), 'What is under way.', 'Working…') },
  }),
  Banner: component({
    summary: 'A message that stays until it is solved or dismissed.',
    role: 'status',
    children: 'blocks',
    props: {
      tone: prop(tone, 'The colour, by meaning.', 'accent'),
      title: need(text(), 'The message.'),
      detail: prop(text(), 'What to do about it.'),
    },
    events: { onDismiss: event('command', nothing, 'It was dismissed; without a handler it cannot be.') },
  }),
  Empty: component({
    summary: 'Says why there is nothing to see, and what to do.',
    role: 'status',
    children: 'blocks',
    props: {
      icon: prop(oneOf(...ICONS), 'Drawn above.'),
      title: need(text(), 'What is missing.'),
      detail: prop(text(), 'What to do about it.'),
    },
  }),
} as const;
