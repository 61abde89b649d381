import { shapeProperties } from '../../shared/shape-properties.ts';
import { shapesAddin } from '../../shared/start-shapes.tsx';

const kinds = [
  { value: 'rectangle', label: 'Rectangle' },
  { value: 'ellipse', label: 'Ellipse' },
];

export default shapesAddin({ version: '1.0.0', kinds, properties: shapeProperties(kinds) });
