import { component, event, internalEvent, need, prop } from './component-spec.ts';
import { ICONS } from './icons.ts';
import { flag, integer, listOf, nullable, number, oneOf, record, text, words } from './prop-types.ts';
import { raster } from './raster.ts';

/** Rows a grid may have: above it a scroll bar of one pixel per row is no longer exact in browsers. */
export const GRID_ROWS = 100_000_000;
/** Columns of a grid. */
const COLUMNS = 500;
/** Points of one series: more cannot be told apart on a screen. */
const POINTS = 4_000;
/** Rows the host asks for at once. */
export const RANGE_ROWS = 500;

const grow = prop(flag(), 'Takes the space that is left.', true);
const row = integer(0, GRID_ROWS);
const range = record({ start: row, count: integer(1, RANGE_ROWS), revision: integer(0, 0x7fff_ffff) });
const rowCount = need(row, 'How many rows there are.');
const revision = prop(integer(0, 0x7fff_ffff), 'Count it up whenever rows changed: the host asks for them again.', 0);
const onRange = internalEvent('continuous', range, 'Rows came into view.');

const column = record(
  { key: text(100), title: text(200) },
  {
    width: integer(30, 1_000),
    align: oneOf('start', 'end'),
    sortable: flag(),
    hint: text(200),
  },
);

/** Cells of one line of a VirtualList; all but the first may be null. */
const LIST_CELLS = ['title', 'description', 'icon', 'badge'] as const;
/** Cells of one line of a Tree. */
const TREE_CELLS = ['id', 'label', 'depth', 'state', 'icon', 'position', 'siblings', 'parent'] as const;

export const dataComponents = {
  List: component({
    summary: 'Lines of which one can be chosen.',
    role: 'listbox',
    children: ['ListItem'],
    props: {
      label: need(text(), 'What the lines are.'),
      value: prop(nullable(text(200)), '`value` of the chosen line.'),
      grow,
    },
    events: {
      onChange: event('edit', nullable(text(200)), 'Another line was chosen.'),
      onOpen: event('command', text(200), 'A line was opened: Enter or a double click.'),
    },
    draft: 'value',
  }),
  ListItem: component({
    summary: 'One line of a List.',
    role: 'option',
    place: 'part',
    children: 'inline',
    props: {
      value: need(text(200), 'Names the line.'),
      title: need(text(), 'The first line of text.'),
      description: prop(text(), 'The second line of text.'),
      icon: prop(oneOf(...ICONS), 'Drawn before the text.'),
      detail: prop(text(100), 'Drawn at the end.'),
    },
  }),
  DataGrid: component({
    summary: 'A table of any length. Rows are asked for when they come into view; none are nodes.',
    role: 'grid',
    props: {
      label: need(text(), 'What the rows are.'),
      columns: need(listOf(column, COLUMNS), 'From left to right.'),
      rowCount,
      revision,
      sort: prop(nullable(record({ column: text(100), descending: flag() })), 'Which column the rows are sorted by.'),
      selected: prop(nullable(row), 'The chosen row, from 0.'),
      rowNumbers: prop(flag(), 'Numbers the rows.', false),
      emptyText: prop(text(), 'Shown while there are no rows.', 'Nothing to show.'),
      grow,
    },
    events: {
      onSort: event('command', record({ column: text(100), descending: flag() }), 'A column heading was pressed.'),
      onSelect: event('edit', nullable(row), 'Another row was chosen.'),
      onOpen: event('command', row, 'A row was opened: Enter or a double click.'),
      onRange,
    },
    draft: 'selected',
    rows: true,
    methods: ['focus', 'scrollToStart'],
  }),
  VirtualList: component({
    summary: 'Lines of any number. They are asked for when they come into view; none are nodes.',
    role: 'listbox',
    props: {
      label: need(text(), 'What the lines are.'),
      rowCount,
      revision,
      selected: prop(nullable(row), 'The chosen line, from 0.'),
      twoLines: prop(flag(), 'Each has room for a second line of text.', false),
      emptyText: prop(text(), 'Shown while there are no lines.', 'Nothing to show.'),
      grow,
    },
    events: {
      onSelect: event('edit', nullable(row), 'Another line was chosen.'),
      onActivate: event('command', row, 'A line was opened: Enter or a double click.'),
      onRange,
    },
    draft: 'selected',
    rows: true,
    rowCells: LIST_CELLS,
    methods: ['focus', 'scrollToStart'],
  }),
  Tree: component({
    summary:
      'Lines below lines. `rowCount` and `getRows` tell of the lines that can be seen, from top to bottom; what is inside a closed line is not asked for, and none are nodes.',
    role: 'tree',
    props: {
      label: need(text(), 'What the lines are.'),
      rowCount,
      revision,
      selected: prop(nullable(text(200)), '`id` of the chosen line.'),
      emptyText: prop(text(), 'Shown while there are no lines.', 'Nothing to show.'),
      grow,
    },
    events: {
      onSelect: event('edit', nullable(text(200)), 'Another line was chosen; given is its `id`.'),
      onToggle: event(
        'command',
        record({ id: text(200), expanded: flag() }),
        'A line is to be opened or closed. Count `revision` up when it is.',
      ),
      onActivate: event('command', text(200), 'A line was opened for use: Enter or a double click.'),
      onRange,
    },
    draft: 'selected',
    rows: true,
    rowCells: TREE_CELLS,
    methods: ['focus', 'scrollToStart'],
  }),
  LogView: component({
    summary: 'Lines that are added at the end; only those in view, and a little ahead, are asked for.',
    role: 'log',
    props: {
      label: need(text(), 'What the lines are.'),
      rowCount,
      revision,
      follow: prop(flag(), 'Stays at the end while lines are added.', true),
      grow,
    },
    events: { onRange },
    rows: true,
    methods: ['scrollToEnd'],
  }),
  Chart: component({
    summary: 'Numbers as bars, lines or areas.',
    role: 'img',
    props: {
      title: need(text(200), 'What is shown.'),
      summary: prop(text(), 'What the numbers say, in a sentence; without it the host describes them.'),
      kind: prop(oneOf('bar', 'line', 'area'), 'How they are drawn.', 'bar'),
      labels: need(listOf(text(100), POINTS), 'One for each point.'),
      series: need(
        listOf(record({ label: text(100), values: listOf(nullable(number()), POINTS) }), 8),
        'The numbers; each series has one value for each label.',
      ),
      height: prop(integer(60, 800), 'In pixels.', 160),
    },
  }),
  Image: component({
    summary:
      'A picture made of points. The SDK takes its `bytes`, or the path of an `asset` in the package, and makes `data` from it; there are no addresses, so nothing is loaded.',
    role: 'img',
    place: 'inline',
    props: {
      data: need(raster(), 'The picture.'),
      alt: need(words(), 'What it shows, for people who cannot see it.'),
      width: prop(integer(1, 4_000), 'In pixels; without it as wide as the picture, if there is room.'),
      height: prop(integer(1, 4_000), 'In pixels.'),
      fit: prop(oneOf('contain', 'cover'), 'Whether all of it is shown, or all of the space is filled.', 'contain'),
    },
  }),
  Facts: component({
    summary: 'Names and their values, below each other.',
    role: 'none',
    props: {
      items: need(
        listOf(record({ label: text(200), value: text() }, { tone: oneOf('normal', 'ok', 'warn', 'bad') }), 200),
        'What is shown.',
      ),
    },
  }),
} as const;
