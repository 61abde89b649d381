import { type Addin, defineAddin, type Plain, type Property } from '@bulkhead/sdk';
import { Drawing } from './drawing.ts';
import { DrawingView, type DrawingViewProps } from './drawing-view.tsx';
import { firstShapes, readShapes, type Shape, saveShapes } from './shape.ts';

/** What a version of the add-in is made of. */
export interface ShapesVersion extends Omit<DrawingViewProps, 'drawing'> {
  readonly properties: readonly Property<Shape>[];
}

/** The add-in, in the version that is described. */
export function shapesAddin({ properties, ...view }: ShapesVersion): Addin {
  const drawing = new Drawing(properties);
  drawing.load(firstShapes(), ['2']);
  return defineAddin({
    views: { drawing: () => <DrawingView drawing={drawing} {...view} /> },
    saveState: () => ({
      shapes: saveShapes(drawing.shapes),
      selected: drawing.selection.map(({ id }) => id),
    }),
    restoreState(state) {
      const { shapes, selected } = state as { shapes: Plain; selected: string[] };
      drawing.load(readShapes(shapes), selected);
    },
  });
}
