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

/** Everything an add-in can show. What is not a row here does not exist. */
export const vocabulary = {
  ...layoutComponents,
  ...textComponents,
  ...inputComponents,
  ...actionComponents,
  ...statusComponents,
  ...dataComponents,
  ...inspectorComponents,
  ...canvasComponents,
  ...overlayComponents,
  ...webComponents,
} as const;

export type Vocabulary = typeof vocabulary;
export type ComponentName = keyof Vocabulary & string;
