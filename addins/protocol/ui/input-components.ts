import { component, event, need, prop } from './component-spec.ts';
import { ICONS } from './icons.ts';
import {
  flag,
  hexColor,
  integer,
  isoDate,
  LONG_TEXT,
  listOf,
  nullable,
  number,
  oneOf,
  record,
  text,
} from './prop-types.ts';

/** Options of one choice; more belong into a List or a DataGrid. */
const OPTIONS = 2_000;

const label = prop(text(), 'What it is for; shown above it.');
const hiddenLabel = prop(flag(), 'The label is only there for people who cannot see the field.', false);
const description = prop(text(), 'One sentence of help, shown below.');
const disabled = prop(flag(), 'Cannot be used now.', false);
const grow = prop(flag(), 'Takes the space that is left.', false);
const error = prop(text(), 'What is wrong with the value; absent when nothing is.');
const options = listOf(
  record({ value: text(200), label: text(200) }, { description: text(400), disabled: flag() }),
  OPTIONS,
);

const textFieldProps = {
  label,
  hiddenLabel,
  placeholder: prop(text(), 'Shown while it is empty.'),
  description,
  error,
  disabled,
  readOnly: prop(flag(), 'Can be read and copied, not changed.', false),
  required: prop(flag(), 'Must not stay empty.', false),
  autoFocus: prop(flag(), 'Gets the focus when it appears for the first time.', false),
} as const;

export const inputComponents = {
  TextField: component({
    summary: 'One line of text that a person types.',
    role: 'textbox',
    props: {
      ...textFieldProps,
      value: prop(text(100_000), 'The text the add-in proposes; without it the host alone keeps the text.'),
      kind: prop(oneOf('text', 'search', 'password', 'email', 'url'), 'What is typed.', 'text'),
      icon: prop(oneOf(...ICONS), 'Drawn inside, before the text.'),
      maxLength: prop(integer(1, 100_000), 'Most characters.'),
      grow,
    },
    events: {
      onChange: event('edit', text(100_000), 'The text changed.'),
      onSubmit: event('command', text(100_000), 'Enter was pressed.'),
    },
    draft: 'value',
    methods: ['focus', 'select'],
  }),
  TextArea: component({
    summary: 'Several lines of text that a person types.',
    role: 'textbox',
    props: {
      ...textFieldProps,
      value: prop(text(LONG_TEXT), 'The text the add-in proposes; without it the host alone keeps the text.'),
      rows: prop(integer(1, 60), 'Height in lines, when it does not grow.', 4),
      mono: prop(flag(), 'All characters equally wide.', false),
      page: prop(flag(), 'Looks like a page to write on: no border, roomy.', false),
      grow,
    },
    events: { onChange: event('edit', text(LONG_TEXT), 'The text changed.') },
    draft: 'value',
    methods: ['focus', 'select', 'scrollToEnd'],
  }),
  NumberField: component({
    summary: 'A number that a person types or steps.',
    role: 'spinbutton',
    props: {
      label,
      hiddenLabel,
      value: prop(nullable(number()), 'The number the add-in proposes; null is empty.'),
      min: prop(number(), 'Smallest number. A smaller one that is typed is refused in words and not told.'),
      max: prop(number(), 'Largest number. A larger one that is typed is refused in words and not told.'),
      step: prop(number(0.000_001, 1e12), 'What one step adds.', 1),
      unit: prop(text(20), 'Drawn after the number.'),
      description,
      error,
      disabled,
      grow,
    },
    events: { onChange: event('edit', nullable(number()), 'The number changed.') },
    draft: 'value',
    methods: ['focus'],
  }),
  Checkbox: component({
    summary: 'A yes or no with a tick.',
    role: 'checkbox',
    props: { label: need(text(), 'What is switched.'), checked: prop(flag(), 'Ticked.'), description, disabled },
    events: { onChange: event('edit', flag(), 'It was ticked or cleared.') },
    draft: 'checked',
  }),
  Switch: component({
    summary: 'An on or off that takes effect at once.',
    role: 'switch',
    props: { label: need(text(), 'What is switched.'), checked: prop(flag(), 'On.'), description, disabled },
    events: { onChange: event('edit', flag(), 'It was switched.') },
    draft: 'checked',
  }),
  RadioGroup: component({
    summary: 'One choice of a few, all visible.',
    role: 'radiogroup',
    props: {
      label,
      value: prop(text(200), '`value` of the chosen option.'),
      options: need(options, 'What can be chosen.'),
      direction: prop(oneOf('vertical', 'horizontal'), 'How the options stand.', 'vertical'),
      disabled,
    },
    events: { onChange: event('edit', text(200), 'Another option was chosen.') },
    draft: 'value',
  }),
  Select: component({
    summary: 'One choice of many, shown when it is opened.',
    role: 'combobox',
    props: {
      label,
      hiddenLabel,
      value: prop(text(200), '`value` of the chosen option.'),
      options: need(options, 'What can be chosen.'),
      placeholder: prop(text(), 'Shown while nothing is chosen.', 'Choose…'),
      description,
      disabled,
      grow,
    },
    events: { onChange: event('edit', text(200), 'Another option was chosen.') },
    draft: 'value',
  }),
  ComboBox: component({
    summary: 'One line of text, typed or taken from a list that gets shorter while one types.',
    role: 'combobox',
    props: {
      label,
      hiddenLabel,
      value: prop(text(1_000), 'The text the add-in proposes; without it the host alone keeps the text.'),
      options: need(listOf(text(200), OPTIONS), 'Texts that can be taken. The host filters them; nothing is asked.'),
      placeholder: prop(text(), 'Shown while it is empty.'),
      description,
      error,
      disabled,
      grow,
    },
    events: {
      onChange: event('edit', text(1_000), 'The text changed.'),
      onSubmit: event('command', text(1_000), 'Enter was pressed, or a text of the list was taken.'),
    },
    draft: 'value',
    methods: ['focus'],
  }),
  DatePicker: component({
    summary: 'A day of the calendar.',
    role: 'textbox',
    props: {
      label,
      hiddenLabel,
      value: prop(nullable(isoDate()), 'The day the add-in proposes; null is none.'),
      min: prop(isoDate(), 'First day. An earlier one is refused in words and not told.'),
      max: prop(isoDate(), 'Last day. A later one is refused in words and not told.'),
      description,
      error,
      disabled,
      grow,
    },
    events: { onChange: event('edit', nullable(isoDate()), 'Another day was chosen.') },
    draft: 'value',
    methods: ['focus'],
  }),
  ColorPicker: component({
    summary: 'A colour.',
    role: 'textbox',
    props: {
      label,
      hiddenLabel,
      value: prop(hexColor(), 'The colour the add-in proposes.'),
      description,
      error,
      disabled,
      grow,
    },
    events: { onChange: event('edit', hexColor(), 'Another colour was chosen.') },
    draft: 'value',
    methods: ['focus'],
  }),
  Slider: component({
    summary: 'A number chosen by dragging.',
    role: 'slider',
    props: {
      label: need(text(), 'What the number is.'),
      value: prop(number(), 'The number the add-in proposes.'),
      min: prop(number(), 'Smallest number.', 0),
      max: prop(number(), 'Largest number.', 100),
      step: prop(number(0.000_001, 1e12), 'What one step adds.', 1),
      showValue: prop(flag(), 'The number is written beside it.', true),
      disabled,
    },
    events: { onChange: event('edit', number(), 'It was moved.') },
    draft: 'value',
  }),
} as const;
