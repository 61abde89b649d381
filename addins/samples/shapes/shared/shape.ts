import type { Plain } from '@bulkhead/sdk';

export interface Shadow {
  x: number;
  y: number;
  color: string;
}

/** One shape of the drawing, as plain as objects get: the grid needs nothing of them. */
export interface Shape {
  /** Never changes, also in other versions. */
  readonly id: string;
  kind: string;
  name: string;
  fill: string;
  strokeWidth: number;
  dash: string;
  isVisible: boolean;
  centre: { x: number; y: number };
  size: { width: number; height: number };
  rotation: number;
  due: string | null;
  note: string;
  tags: string[];
  shadows: Shadow[];
  /** Another shape of the drawing. */
  follows: Shape | null;
  /** Version 2. */
  opacity: number;
  points: number;
}

export function createShape(id: string, change: Partial<Shape> = {}): Shape {
  return {
    id,
    kind: 'rectangle',
    name: `Shape ${id}`,
    fill: '#3a6ea5',
    strokeWidth: 1,
    dash: 'solid',
    isVisible: true,
    centre: { x: 30, y: 9 },
    size: { width: 16, height: 6 },
    rotation: 0,
    due: null,
    note: '',
    tags: [],
    shadows: [],
    follows: null,
    opacity: 1,
    points: 5,
    ...change,
  };
}

/** The drawing that a person finds at first. */
export function firstShapes(): Shape[] {
  const quay = createShape('1', {
    name: 'Quay',
    centre: { x: 15, y: 6 },
    size: { width: 22, height: 7 },
    tags: ['harbour', 'north'],
    due: '2026-12-01',
  });
  const basin = createShape('2', {
    kind: 'ellipse',
    name: 'Basin',
    fill: '#2f7d6b',
    strokeWidth: 2.5,
    centre: { x: 43, y: 8 },
    size: { width: 26, height: 12 },
    shadows: [{ x: 1, y: 1, color: '#1b1f26' }],
    follows: quay,
  });
  const crane = createShape('3', {
    name: 'Crane',
    fill: '#b4572c',
    dash: 'dashed',
    centre: { x: 25, y: 13 },
    size: { width: 12, height: 5 },
    rotation: 15,
    follows: basin,
  });
  quay.follows = crane;
  return [quay, basin, crane];
}

/** Shapes as plain data: what they follow becomes its id. */
export function saveShapes(shapes: readonly Shape[]): Plain {
  return shapes.map(({ follows, ...plain }) => ({ ...structured(plain), follows: follows?.id ?? null }));
}

type SavedShape = Partial<Omit<Shape, 'follows'>> & { follows: string | null };

/** Takes over shapes of this or an earlier version: what those did not have is as for a new shape. */
export function readShapes(saved: Plain | undefined): Shape[] {
  const records = (Array.isArray(saved) ? saved : []) as unknown as SavedShape[];
  const shapes = records.map((record) => createShape(String(record.id), { ...record, follows: null }));
  for (const [index, record] of records.entries()) {
    const shape = shapes[index];
    if (shape) shape.follows = shapes.find(({ id }) => id === record.follows) ?? null;
  }
  return shapes;
}

function structured(shape: Omit<Shape, 'follows'>): { [key: string]: Plain } {
  return JSON.parse(JSON.stringify(shape)) as { [key: string]: Plain };
}
