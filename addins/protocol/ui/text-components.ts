import { component, event, need, nothing, prop } from './component-spec.ts';
import { flag, integer, oneOf, text } from './prop-types.ts';

/** Characters of one Markdown text: a long chapter. */
const MARKDOWN_CHARACTERS = 200_000;
/** Characters of what a link names. */
const TARGET_CHARACTERS = 2_000;

export const textComponents = {
  Text: component({
    summary: 'Text to read.',
    role: 'none',
    place: 'inline',
    children: 'inline',
    props: {
      tone: prop(oneOf('normal', 'muted', 'accent', 'ok', 'warn', 'bad'), 'The colour, by meaning.', 'normal'),
      size: prop(oneOf('s', 'm', 'l', 'xl'), 'How large.', 'm'),
      weight: prop(oneOf('normal', 'medium', 'bold'), 'How heavy.', 'normal'),
      mono: prop(flag(), 'All characters equally wide.', false),
      numeric: prop(flag(), 'Digits equally wide, for columns of numbers.', false),
      truncate: prop(flag(), 'One line that ends with "…" when it is too long.', false),
      align: prop(oneOf('start', 'center', 'end'), 'Where lines stand.', 'start'),
    },
  }),
  Heading: component({
    summary: 'A heading.',
    role: 'heading',
    children: 'inline',
    props: { level: prop(integer(1, 4), 'Rank; 1 is the highest.', 2) },
  }),
  Code: component({
    summary: 'Text as a machine writes it; spaces and line ends are kept.',
    role: 'code',
    place: 'inline',
    children: 'text',
    props: { block: prop(flag(), 'Stands in a box of its own.', false) },
  }),
  Link: component({
    summary: 'Text that does something when it is pressed.',
    role: 'link',
    place: 'inline',
    children: 'text',
    props: { hint: prop(text(), 'Shown when the pointer rests on it.') },
    events: { onPress: event('command', nothing, 'It was pressed.') },
  }),
  Markdown: component({
    summary:
      'Text with headings, lists, quotes, code, emphasis and links. HTML and images in it are shown as the text they are.',
    role: 'none',
    props: { source: need(text(MARKDOWN_CHARACTERS), 'The text, in Markdown.') },
    events: {
      onLink: event(
        'command',
        text(TARGET_CHARACTERS),
        'A link was pressed; given is what it names. Nothing is opened unless the handler asks the host to.',
      ),
    },
  }),
} as const;
