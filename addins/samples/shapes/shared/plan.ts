import type { Shape } from './shape.ts';

/** Characters of the plan. */
const COLUMNS = 60;
const ROWS = 18;

/** The drawing in letters: one character for each place, the number of the topmost shape in it. */
export function plan(shapes: readonly Shape[]): string {
  const rows: string[] = [];
  for (let y = 0; y < ROWS; y++) {
    let row = '';
    for (let x = 0; x < COLUMNS; x++) row += letterAt(shapes, x + 0.5, y + 0.5);
    rows.push(row.trimEnd());
  }
  return rows.join('\n');
}

function letterAt(shapes: readonly Shape[], x: number, y: number): string {
  const shape = shapes.findLast((each) => each.isVisible && isInside(each, x, y));
  return shape ? (shape.id.at(-1) ?? '?') : '·';
}

function isInside({ kind, centre, size, rotation }: Shape, x: number, y: number): boolean {
  const angle = (-rotation * Math.PI) / 180;
  const [dx, dy] = [x - centre.x, y - centre.y];
  const across = (dx * Math.cos(angle) - dy * Math.sin(angle)) / (size.width / 2);
  const down = (dx * Math.sin(angle) + dy * Math.cos(angle)) / (size.height / 2);
  if (kind === 'rectangle') return Math.abs(across) <= 1 && Math.abs(down) <= 1;
  return kind === 'star' ? Math.abs(across) + Math.abs(down) <= 1 : across * across + down * down <= 1;
}
