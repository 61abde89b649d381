import { type DisplayList, DRAW, DRAW_FIELDS, type DrawColor } from '../../addins/protocol/ui/drawing.ts';

/** What drawing needs of a canvas. */
export type DrawContext = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'arc'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillText'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
>;

export interface DrawTheme {
  colorOf(color: DrawColor): string;
  fontFamily: string;
}

/** Draws a list that was validated when it arrived. */
export function drawList(context: DrawContext, { ops, colors, texts }: DisplayList, theme: DrawTheme): void {
  const color = (place: number): string => theme.colorOf(colors[place] as DrawColor);
  context.beginPath();
  for (let at = 0; at < ops.length; ) {
    const code = ops[at++] as number;
    const count = DRAW_FIELDS[code] as number;
    const fields = ops.slice(at, at + count);
    at += count;
    if (code === DRAW.fill) fill(context, color(fields[0] as number));
    else if (code === DRAW.stroke) stroke(context, color(fields[0] as number), fields[1] as number);
    else if (code === DRAW.text) {
      const [text, x, y, size, place] = fields as [number, number, number, number, number];
      context.fillStyle = color(place);
      context.font = `${size}px ${theme.fontFamily}`;
      context.fillText(texts[text] as string, x, y);
    } else outline(context, code, fields);
  }
}

function fill(context: DrawContext, color: string): void {
  context.fillStyle = color;
  context.fill();
  context.beginPath();
}

function stroke(context: DrawContext, color: string, width: number): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
  context.beginPath();
}

function outline(context: DrawContext, code: number, fields: readonly number[]): void {
  const [x = 0, y = 0, third = 0, fourth = 0, fifth = 0] = fields;
  if (code === DRAW.move) context.moveTo(x, y);
  else if (code === DRAW.line) context.lineTo(x, y);
  else if (code === DRAW.rect) context.rect(x, y, third, fourth);
  else if (code === DRAW.arc) {
    // Without it a line would join the arc to what was outlined before.
    context.moveTo(x + third * Math.cos(fourth), y + third * Math.sin(fourth));
    context.arc(x, y, third, fourth, fifth);
  } else context.closePath();
}
