import { component, event, need, prop } from './component-spec.ts';
import { displayList } from './drawing.ts';
import { flag, integer, number, record, text } from './prop-types.ts';

/** Units in each direction. */
const SIZE = 4_000;

const position = record({ x: number(0, SIZE), y: number(0, SIZE) });
const pointer = record({ x: number(0, SIZE), y: number(0, SIZE), pressed: flag() });

export const canvasComponents = {
  Canvas: component({
    summary: 'A drawing that an add-in makes of lines, areas and words. It is scaled down where there is less room.',
    role: 'img',
    props: {
      label: need(text(), 'What is drawn, for people who cannot see it.'),
      width: need(integer(1, SIZE), 'Units from left to right; a unit is a pixel where there is room.'),
      height: need(integer(1, SIZE), 'Units from top to bottom.'),
      drawing: prop(displayList, 'What `new Drawing()` of the SDK made.'),
    },
    events: {
      onPress: event('command', position, 'It was pressed there; with Enter or the space bar, in the middle.'),
      onPointer: event('continuous', pointer, 'The pointer moved over it, or was pressed on it and moved on.'),
    },
  }),
} as const;
