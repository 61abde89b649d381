import type { ReactNode } from 'react';
import type { ComponentName, Vocabulary } from '../protocol/ui/vocabulary.ts';
import type { ComponentProps, GridRow, ListRow, RowSource, TreeRow } from './component-types.ts';

/** A component of the host: to React its name is an element type of its own. */
function hostComponent<Name extends ComponentName, Extra = unknown>(
  name: Name,
): (props: ComponentProps<Vocabulary[Name]> & Extra) => ReactNode {
  return name as unknown as (props: ComponentProps<Vocabulary[Name]> & Extra) => ReactNode;
}

interface GridRows {
  /** Answers the rows that came into view. Count `revision` up when they change. */
  readonly getRows: RowSource<GridRow>;
}

interface ListRows {
  /** Answers the lines that came into view. Count `revision` up when they change. */
  readonly getRows: RowSource<ListRow>;
}

interface TreeRows {
  /** Answers the lines that came into view, of those that can be seen. Count `revision` up when they change. */
  readonly getRows: RowSource<TreeRow>;
}

interface LogRows {
  /** Answers the lines that came into view. Count `revision` up when lines change that were there before. */
  readonly getRows: RowSource<string>;
}

export const Stack = hostComponent('Stack');
export const Row = hostComponent('Row');
export const Grid = hostComponent('Grid');
export const Split = hostComponent('Split');
export const Scroll = hostComponent('Scroll');
export const Tabs = hostComponent('Tabs');
export const Tab = hostComponent('Tab');
export const Card = hostComponent('Card');
export const Section = hostComponent('Section');
export const Spacer = hostComponent('Spacer');
export const Divider = hostComponent('Divider');
export const Toolbar = hostComponent('Toolbar');
export const Text = hostComponent('Text');
export const Heading = hostComponent('Heading');
export const Code = hostComponent('Code');
export const Link = hostComponent('Link');
export const Markdown = hostComponent('Markdown');
export const TextField = hostComponent('TextField');
export const TextArea = hostComponent('TextArea');
export const NumberField = hostComponent('NumberField');
export const Checkbox = hostComponent('Checkbox');
export const Switch = hostComponent('Switch');
export const RadioGroup = hostComponent('RadioGroup');
export const Select = hostComponent('Select');
export const ComboBox = hostComponent('ComboBox');
export const DatePicker = hostComponent('DatePicker');
export const ColorPicker = hostComponent('ColorPicker');
export const Slider = hostComponent('Slider');
export const Button = hostComponent('Button');
export const IconButton = hostComponent('IconButton');
export const MenuButton = hostComponent('MenuButton');
export const MenuItem = hostComponent('MenuItem');
export const MenuSeparator = hostComponent('MenuSeparator');
export const Shortcut = hostComponent('Shortcut');
export const Badge = hostComponent('Badge');
export const Progress = hostComponent('Progress');
export const Spinner = hostComponent('Spinner');
export const Banner = hostComponent('Banner');
export const Empty = hostComponent('Empty');
export const List = hostComponent('List');
export const ListItem = hostComponent('ListItem');
export const DataGrid = hostComponent<'DataGrid', GridRows>('DataGrid');
export const VirtualList = hostComponent<'VirtualList', ListRows>('VirtualList');
export const Tree = hostComponent<'Tree', TreeRows>('Tree');
export const LogView = hostComponent<'LogView', LogRows>('LogView');
export const Chart = hostComponent('Chart');
export const Canvas = hostComponent('Canvas');
export const Facts = hostComponent('Facts');
export const Dialog = hostComponent('Dialog');
export const DialogActions = hostComponent('DialogActions');
export const Popover = hostComponent('Popover');
export const Tooltip = hostComponent('Tooltip');
export const ContextMenu = hostComponent('ContextMenu');
export const Toast = hostComponent('Toast');
export const StatusBar = hostComponent('StatusBar');
