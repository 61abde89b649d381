import type { ComponentType } from 'react';
import { InProcessClick } from './in-process-click.tsx';
import { InProcessTable } from './in-process-table.tsx';
import { InProcessView } from './in-process-view.tsx';

/** The views that are drawn in this page instead of by an add-in, each the measure for one that is. */
export const inProcessViews: ReadonlyMap<string, ComponentType> = new Map([
  ['in-process', InProcessView],
  ['in-process-click', InProcessClick],
  ['in-process-table', InProcessTable],
]);
