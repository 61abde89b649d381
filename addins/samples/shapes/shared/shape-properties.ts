import type { Property } from '@bulkhead/sdk';
import type { Shadow, Shape } from './shape.ts';

type Point = Shape['centre'];
type Size = Shape['size'];

const POINT: readonly Property<Point>[] = [
  { name: 'x', type: 'number', min: -100, max: 200 },
  { name: 'y', type: 'number', min: -100, max: 200 },
];

const SIZE: readonly Property<Size>[] = [
  { name: 'width', type: 'number', min: 1, max: 80 },
  { name: 'height', type: 'number', min: 1, max: 40 },
];

const SHADOW: readonly Property<Shadow>[] = [
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number' },
  { name: 'color', type: 'color' },
];

/** What people may edit in a shape: this list is all that the grid needs. */
export function shapeProperties(kinds: readonly { value: string; label: string }[]): Property<Shape>[] {
  return [...nameProperties(kinds), ...LOOK, ...GEOMETRY, ...MORE];
}

function nameProperties(kinds: readonly { value: string; label: string }[]): Property<Shape>[] {
  const category = 'Name';
  return [
    {
      name: 'name',
      type: 'text',
      category,
      maxLength: 40,
      help: 'What the shape is called in the list.',
      check: (value) => (value.trim() === '' ? 'A shape needs a name.' : undefined),
    },
    { name: 'kind', type: 'enum', category, options: kinds },
    { name: 'id', label: 'Number', type: 'text', category, readonly: true, help: 'Given by the drawing.' },
  ];
}

const DASHES = [
  { value: 'solid', label: 'Solid' },
  { value: 'dashed', label: 'Dashed' },
  { value: 'dotted', label: 'Dotted' },
];

const LOOK: readonly Property<Shape>[] = [
  { name: 'fill', type: 'color', category: 'Look', default: '#3a6ea5', help: 'The colour inside.' },
  { name: 'strokeWidth', type: 'number', category: 'Look', min: 0, max: 20, step: 0.5, default: 1 },
  { name: 'dash', type: 'enum', category: 'Look', options: DASHES },
  { name: 'isVisible', label: 'Visible', type: 'boolean', editor: 'switch', category: 'Look' },
  {
    name: 'shadows',
    type: 'list',
    category: 'Look',
    item: {
      type: 'object',
      properties: SHADOW,
      preview: ({ x, y, color }: Shadow) => `${color} at ${x}, ${y}`,
    },
    create: (): Shadow => ({ x: 1, y: 1, color: '#1b1f26' }),
  },
];

const GEOMETRY: readonly Property<Shape>[] = [
  {
    name: 'centre',
    type: 'object',
    category: 'Geometry',
    properties: POINT,
    preview: ({ x, y }: Point) => `${x}, ${y}`,
  },
  {
    name: 'size',
    type: 'object',
    category: 'Geometry',
    properties: SIZE,
    preview: ({ width, height }: Size) => `${width} × ${height}`,
  },
  {
    name: 'rotation',
    type: 'integer',
    category: 'Geometry',
    min: -180,
    max: 180,
    step: 15,
    default: 0,
    help: 'Degrees, clockwise.',
  },
  {
    name: 'area',
    type: 'number',
    category: 'Geometry',
    readonly: true,
    get: ({ size }) => size.width * size.height,
    help: 'Follows from the size.',
  },
];

const MORE: readonly Property<Shape>[] = [
  { name: 'due', type: 'date', category: 'More', empty: true, help: 'When it has to be built.' },
  { name: 'note', type: 'text', category: 'More', editor: 'area' },
  {
    name: 'tags',
    type: 'list',
    category: 'More',
    item: { type: 'text', maxLength: 30 },
    preview: (tags: readonly string[]) => tags.join(', '),
  },
  { name: 'follows', type: 'object', category: 'More', help: 'The shape that this one moves with.' },
];
