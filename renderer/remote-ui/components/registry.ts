import type { ComponentType } from 'react';
import type { ComponentName } from '../../../addins/protocol/ui/vocabulary.ts';
import type { PartProps, PartRegistry } from '../element-tree.ts';
import { ButtonPart, IconButtonPart, MenuButtonPart, MenuItemPart, ShortcutPart } from './action-parts.tsx';
import { CanvasPart } from './canvas-part.tsx';
import { ChartPart } from './chart-part.tsx';
import { CheckboxPart, RadioGroupPart, SelectPart, SliderPart, SwitchPart } from './choice-parts.tsx';
import { ColorPickerPart } from './color-picker-part.tsx';
import { ComboBoxPart } from './combo-box-part.tsx';
import { ContextMenuPart } from './context-menu-part.tsx';
import { DataGridPart } from './data-grid-part.tsx';
import { DatePickerPart } from './date-picker-part.tsx';
import { DialogActionsPart, DialogPart } from './dialog-parts.tsx';
import { ImagePart } from './image-part.tsx';
import {
  CardPart,
  DividerPart,
  GridPart,
  RowPart,
  ScrollPart,
  SectionPart,
  SpacerPart,
  StackPart,
  StatusBarPart,
  ToolbarPart,
  ViewPart,
} from './layout-parts.tsx';
import { ListItemPart, ListPart } from './list-parts.tsx';
import { LogViewPart } from './log-view-part.tsx';
import { MarkdownPart } from './markdown-part.tsx';
import { NumberFieldPart } from './number-field-part.tsx';
import { PopoverPart } from './popover-part.tsx';
import { PropertyGridPart } from './property-grid-part.tsx';
import { SplitPart } from './split-part.tsx';
import { BadgePart, BannerPart, EmptyPart, FactsPart, ProgressPart, SpinnerPart } from './status-parts.tsx';
import { TabPart, TabsPart } from './tab-parts.tsx';
import { TextAreaPart, TextFieldPart } from './text-input-parts.tsx';
import { CodePart, HeadingPart, LinkPart, TextPart } from './text-parts.tsx';
import { ToastPart } from './toast-part.tsx';
import { TooltipPart } from './tooltip-part.tsx';
import { TreePart } from './tree-part.tsx';
import { VirtualListPart } from './virtual-list-part.tsx';
import { WebViewPart } from './web-view-part.tsx';

/** Every row of the vocabulary has its part here; a row without one does not compile. */
const parts: Readonly<Record<ComponentName | 'View', ComponentType<PartProps>>> = {
  View: ViewPart,
  Stack: StackPart,
  Row: RowPart,
  Grid: GridPart,
  Split: SplitPart,
  Scroll: ScrollPart,
  Tabs: TabsPart,
  Tab: TabPart,
  Card: CardPart,
  Section: SectionPart,
  Spacer: SpacerPart,
  Divider: DividerPart,
  Toolbar: ToolbarPart,
  Text: TextPart,
  Heading: HeadingPart,
  Code: CodePart,
  Link: LinkPart,
  Markdown: MarkdownPart,
  TextField: TextFieldPart,
  TextArea: TextAreaPart,
  NumberField: NumberFieldPart,
  Checkbox: CheckboxPart,
  Switch: SwitchPart,
  RadioGroup: RadioGroupPart,
  Select: SelectPart,
  ComboBox: ComboBoxPart,
  DatePicker: DatePickerPart,
  ColorPicker: ColorPickerPart,
  Slider: SliderPart,
  Button: ButtonPart,
  IconButton: IconButtonPart,
  MenuButton: MenuButtonPart,
  MenuItem: MenuItemPart,
  MenuSeparator: MenuItemPart,
  Shortcut: ShortcutPart,
  Badge: BadgePart,
  Progress: ProgressPart,
  Spinner: SpinnerPart,
  Banner: BannerPart,
  Empty: EmptyPart,
  List: ListPart,
  ListItem: ListItemPart,
  DataGrid: DataGridPart,
  VirtualList: VirtualListPart,
  Tree: TreePart,
  LogView: LogViewPart,
  Chart: ChartPart,
  Canvas: CanvasPart,
  Image: ImagePart,
  Facts: FactsPart,
  PropertyGrid: PropertyGridPart,
  Dialog: DialogPart,
  DialogActions: DialogActionsPart,
  Popover: PopoverPart,
  Tooltip: TooltipPart,
  ContextMenu: ContextMenuPart,
  Toast: ToastPart,
  StatusBar: StatusBarPart,
  WebView: WebViewPart,
};

export const partRegistry: PartRegistry = new Map(Object.entries(parts));
