import { actionComponents } from './action-components.ts';
import { canvasComponents } from './canvas-components.ts';
import { dataComponents } from './data-components.ts';
import { inputComponents } from './input-components.ts';
import { inspectorComponents } from './inspector-components.ts';
import { layoutComponents } from './layout-components.ts';
import { overlayComponents } from './overlay-components.ts';
import { statusComponents } from './status-components.ts';
import { textComponents } from './text-components.ts';
import { webComponents } from './web-components.ts';

/** Everything an add-in can show, in the groups of its documentation. */
export const families = {
  Layout: layoutComponents,
  Text: textComponents,
  Input: inputComponents,
  Actions: actionComponents,
  Status: statusComponents,
  Data: dataComponents,
  Inspection: inspectorComponents,
  Drawing: canvasComponents,
  Overlays: overlayComponents,
  'Web pages': webComponents,
} as const;

/** The same by name alone. What is not a row here does not exist. */
export const vocabulary = {
  ...families.Layout,
  ...families.Text,
  ...families.Input,
  ...families.Actions,
  ...families.Status,
  ...families.Data,
  ...families.Inspection,
  ...families.Drawing,
  ...families.Overlays,
  ...families['Web pages'],
} as const;

export type Vocabulary = typeof vocabulary;
export type ComponentName = keyof Vocabulary & string;
