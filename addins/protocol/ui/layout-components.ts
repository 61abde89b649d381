import { component, event, need, prop } from './component-spec.ts';
import { ICONS } from './icons.ts';
import { flag, integer, number, oneOf, text } from './prop-types.ts';

const gap = oneOf('none', 'xs', 's', 'm', 'l', 'xl');
const align = oneOf('start', 'center', 'end', 'stretch', 'baseline');
const justify = oneOf('start', 'center', 'end', 'between');
const grow = prop(flag(), 'Takes the space that is left.', false);

export const layoutComponents = {
  Stack: component({
    summary: 'Puts its children below each other.',
    role: 'none',
    children: 'blocks',
    props: {
      gap: prop(gap, 'Space between children.', 'm'),
      padding: prop(gap, 'Space around all children.', 'none'),
      align: prop(align, 'Where narrow children stand.', 'stretch'),
      justify: prop(justify, 'Where the children stand when there is space left.', 'start'),
      grow,
    },
  }),
  Row: component({
    summary: 'Puts its children beside each other.',
    role: 'none',
    children: 'blocks',
    props: {
      gap: prop(gap, 'Space between children.', 's'),
      padding: prop(gap, 'Space around all children.', 'none'),
      align: prop(align, 'Where low children stand.', 'center'),
      justify: prop(justify, 'Where the children stand when there is space left.', 'start'),
      wrap: prop(flag(), 'Goes on in a new line where there is no space left.', false),
      grow,
    },
  }),
  Grid: component({
    summary: 'Puts its children into equal columns.',
    role: 'none',
    children: 'blocks',
    props: {
      columns: prop(integer(1, 12), 'Number of columns; without it as many as fit.'),
      columnWidth: prop(integer(40, 1_000), 'Smallest width of a column in pixels, when `columns` is absent.', 180),
      gap: prop(gap, 'Space between children.', 'm'),
      padding: prop(gap, 'Space around all children.', 'none'),
    },
  }),
  Split: component({
    summary: 'Two areas with a bar between them that a person can drag.',
    role: 'group',
    children: 'blocks',
    props: {
      direction: prop(oneOf('horizontal', 'vertical'), 'Beside or below each other.', 'horizontal'),
      ratio: prop(number(0.05, 0.95), 'Part of the space that the first area has.', 0.5),
      label: prop(text(), 'What the bar divides, for people who cannot see it.', 'Divider'),
    },
    events: { onChange: event('edit', number(0.05, 0.95), 'The bar was moved.') },
    draft: 'ratio',
  }),
  Scroll: component({
    summary: 'An area that scrolls when its content is larger.',
    role: 'group',
    children: 'blocks',
    props: {
      direction: prop(oneOf('vertical', 'horizontal', 'both'), 'Where it may scroll.', 'vertical'),
      padding: prop(gap, 'Space around the content.', 'none'),
      grow: prop(flag(), 'Takes the space that is left.', true),
      label: prop(text(), 'What the area shows; needed when it is long.'),
    },
    methods: ['scrollToStart', 'scrollToEnd'],
  }),
  Tabs: component({
    summary: 'Several pages of which one is shown.',
    role: 'tablist',
    children: ['Tab'],
    props: {
      value: prop(text(100), '`value` of the page that is shown; without it the person chooses freely.'),
      label: prop(text(), 'What the pages are about.'),
      grow: prop(flag(), 'Takes the space that is left.', true),
    },
    events: { onChange: event('edit', text(100), 'Another page was chosen.') },
    draft: 'value',
  }),
  Tab: component({
    summary: 'One page of Tabs.',
    role: 'tabpanel',
    place: 'part',
    children: 'blocks',
    props: {
      value: need(text(100), 'Names the page.'),
      label: need(text(100), 'What the tab says.'),
      icon: prop(oneOf(...ICONS), 'Drawn before the label.'),
      padding: prop(gap, 'Space around the content.', 'm'),
    },
  }),
  Card: component({
    summary: 'A framed area for things that belong together.',
    role: 'group',
    children: 'blocks',
    props: {
      title: prop(text(), 'Drawn above the content.'),
      padding: prop(gap, 'Space around the content.', 'm'),
      gap: prop(gap, 'Space between children.', 's'),
      grow,
    },
  }),
  Section: component({
    summary: 'A part of a page with a heading; it can be folded.',
    role: 'region',
    children: 'blocks',
    props: {
      title: need(text(), 'The heading.'),
      description: prop(text(), 'One sentence below the heading.'),
      collapsible: prop(flag(), 'A person may fold it.', false),
      open: prop(flag(), 'Not folded.', true),
      grow,
      gap: prop(gap, 'Space between children.', 's'),
    },
    events: { onChange: event('edit', flag(), 'It was folded or unfolded.') },
    draft: 'open',
  }),
  Spacer: component({ summary: 'Takes the space that is left between its neighbours.', role: 'none', place: 'inline' }),
  Divider: component({
    summary: 'A thin line.',
    role: 'separator',
    place: 'inline',
    props: { direction: prop(oneOf('horizontal', 'vertical'), 'How the line runs.', 'horizontal') },
  }),
  Toolbar: component({
    summary: 'A bar of controls at the top of a view; arrow keys move between them.',
    role: 'toolbar',
    children: 'blocks',
    props: { label: prop(text(), 'What the controls are for.', 'Tools') },
  }),
} as const;
