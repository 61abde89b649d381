import { type KeyboardEvent, type PointerEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { type DisplayList, DRAW_COLORS, type DrawColor } from '../../../addins/protocol/ui/drawing.ts';
import { type DrawTheme, drawList } from '../draw-list.ts';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import './canvas-part.css';

interface Size {
  width: number;
  height: number;
}

export function CanvasPart({ node }: PartProps): ReactNode {
  const { label, width, height, drawing } = propsOf<'Canvas'>(node);
  const { events } = useView();
  const element = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = element.current;
    return canvas && drawing ? keepDrawn(canvas, drawing, { width, height }) : undefined;
  }, [drawing, width, height]);
  const press = (position: { x: number; y: number }) => events.command(node, 'onPress', position);
  const point = (event: PointerEvent<HTMLCanvasElement>, pressed: boolean) =>
    events.continuous(node, 'onPointer', { ...positionIn(event, { width, height }), pressed });
  const isPressable = node.listeners.has('onPress');
  return (
    <canvas
      ref={element}
      className="rv-canvas"
      role="img"
      aria-label={label}
      style={{ maxWidth: width, aspectRatio: `${width} / ${height}` }}
      tabIndex={isPressable ? 0 : undefined}
      onClick={(event) => press(positionIn(event, { width, height }))}
      onKeyDown={(event) => {
        if (isPressable && isPressKey(event)) press({ x: width / 2, y: height / 2 });
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event, true);
      }}
      onPointerMove={(event) => point(event, event.buttons > 0)}
      onPointerUp={(event) => point(event, false)}
    />
  );
}

function isPressKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  event.preventDefault();
  return true;
}

/** Where in the drawing; never outside of it, so that an add-in learns nothing of the rest of the window. */
function positionIn(
  event: { currentTarget: HTMLCanvasElement; clientX: number; clientY: number },
  { width, height }: Size,
): { x: number; y: number } {
  const area = event.currentTarget.getBoundingClientRect();
  const within = (part: number, whole: number, most: number) =>
    whole > 0 ? Math.min(most, Math.max(0, (part / whole) * most)) : 0;
  return {
    x: within(event.clientX - area.left, area.width, width),
    y: within(event.clientY - area.top, area.height, height),
  };
}

/** Draws, and draws again when the size or the theme changes; answers a function that ends it. */
function keepDrawn(canvas: HTMLCanvasElement, drawing: DisplayList, size: Size): () => void {
  const draw = () => drawNow(canvas, drawing, size);
  draw();
  const resizes = new ResizeObserver(draw);
  resizes.observe(canvas);
  const themes = new MutationObserver(draw);
  themes.observe(canvas.ownerDocument.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', draw);
  return () => {
    resizes.disconnect();
    themes.disconnect();
    system.removeEventListener('change', draw);
  };
}

function drawNow(canvas: HTMLCanvasElement, drawing: DisplayList, size: Size): void {
  const context = canvas.getContext('2d');
  if (!context || canvas.clientWidth === 0) return;
  const scale = (canvas.clientWidth / size.width) * devicePixelRatio;
  // Setting the size also wipes it.
  canvas.width = Math.max(1, Math.round(size.width * scale));
  canvas.height = Math.max(1, Math.round(size.height * scale));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawList(context, drawing, themeOf(canvas));
}

/** Colours of the theme are expressions; only a real property of an element tells what they come to. */
function themeOf(canvas: HTMLCanvasElement): DrawTheme {
  const style = getComputedStyle(canvas);
  const known = new Map<DrawColor, string>();
  const read = (color: DrawColor): string => {
    if (!Object.hasOwn(DRAW_COLORS, color)) return color;
    canvas.style.color = `var(--${DRAW_COLORS[color as keyof typeof DRAW_COLORS]})`;
    return style.color;
  };
  return {
    fontFamily: style.fontFamily,
    colorOf(color) {
      const found = known.get(color) ?? read(color);
      known.set(color, found);
      return found;
    },
  };
}
