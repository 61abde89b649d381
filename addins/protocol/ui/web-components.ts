import { component, event, need, nothing, prop } from './component-spec.ts';
import { flag, integer, listOf, nullable, oneOf, record, words } from './prop-types.ts';
import { MESSAGES_WAITING, webAddress, webMessage } from './web-messages.ts';

const count = integer(0, 0x7fff_ffff);
/** Messages that the other side has not taken yet, the number of the first, and how many of its own were taken here. */
const wire = record({ first: count, values: listOf(webMessage(), MESSAGES_WAITING), taken: count });

export const webComponents = {
  WebView: component({
    summary:
      'A page of the package in HTML, shut off from everything else; needs the permission `ui.webframe`. The SDK takes its path as `page`, `onMessage`, and a `ref` with `post(value)`, and makes the rest from them.',
    role: 'group',
    props: {
      title: need(words(), 'What the page is, for people who cannot see it.'),
      address: prop(nullable(webAddress()), 'Where the page is.', null),
      state: prop(oneOf('waiting', 'shown', 'refused', 'failed'), 'What became of it.', 'waiting'),
      wire: prop(wire, 'Messages to the page.'),
      grow: prop(flag(), 'Takes the space that is left.', true),
    },
    events: {
      onWire: event('continuous', wire, 'Messages from the page.'),
      onRetry: event('command', nothing, 'The person wants to see the page after all.'),
    },
  }),
} as const;
