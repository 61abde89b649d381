import { expect, test } from 'vitest';
import { Drawing } from '../../addins/sdk/index.ts';
import { type DrawContext, drawList } from './draw-list.ts';

/** Notes what is drawn, with the settings it is drawn with. */
function createRecorder() {
  const drawn: string[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void drawn.push([name, ...values].join(' '));
  const context = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 0,
    font: '',
    beginPath: () => undefined,
    moveTo: note('move'),
    lineTo: note('line'),
    rect: note('rect'),
    arc: note('arc'),
    closePath: note('close'),
    fill: () => drawn.push(`fill ${String(context.fillStyle)}`),
    stroke: () => drawn.push(`stroke ${String(context.strokeStyle)} ${context.lineWidth}`),
    fillText: (text: string, x: number, y: number) => drawn.push(`text ${text} ${x} ${y} ${context.font}`),
  };
  return { drawn, context: context as unknown as DrawContext };
}

test('a list is drawn in order, with colours of the theme', () => {
  const { drawn, context } = createRecorder();
  const drawing = new Drawing()
    .move(1, 2)
    .line(3, 4)
    .stroke('bad', 2)
    .rect(0, 0, [5, 6])
    .fill('#112233')
    .arc(10, 10, [5, 0, 1])
    .close()
    .text('words', [7, 8], { size: 9 });
  drawList(context, drawing.done(), { fontFamily: 'serif', colorOf: (color) => `<${color}>` });
  expect(drawn).toEqual([
    'move 1 2',
    'line 3 4',
    'stroke <bad> 2',
    'rect 0 0 5 6',
    'fill <#112233>',
    'move 15 10',
    'arc 10 10 5 0 1',
    'close',
    'text words 7 8 9px serif',
  ]);
});
