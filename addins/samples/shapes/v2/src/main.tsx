import type { Property } from '@bulkhead/sdk';
import type { Shape } from '../../shared/shape.ts';
import { shapeProperties } from '../../shared/shape-properties.ts';
import { shapesAddin } from '../../shared/start-shapes.tsx';

const kinds = [
  { value: 'rectangle', label: 'Rectangle' },
  { value: 'ellipse', label: 'Ellipse' },
  { value: 'star', label: 'Star' },
];

/** What version 1 did not have. */
const ADDED: readonly Property<Shape>[] = [
  {
    name: 'opacity',
    type: 'number',
    category: 'Look',
    min: 0,
    max: 1,
    step: 0.1,
    default: 1,
    help: 'How little of what is behind shows through.',
  },
  {
    name: 'points',
    type: 'integer',
    category: 'Geometry',
    min: 3,
    max: 12,
    default: 5,
    dependsOn: { name: 'kind', values: ['star'] },
    help: 'Only stars have points.',
  },
];

export default shapesAddin({ version: '2.0.0', kinds, properties: [...shapeProperties(kinds), ...ADDED] });
