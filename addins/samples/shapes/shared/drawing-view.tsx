import {
  Badge,
  Button,
  Checkbox,
  Code,
  PropertyGrid,
  Row,
  Scroll,
  Shortcut,
  Spacer,
  Split,
  Stack,
  StatusBar,
  Text,
  Toolbar,
} from '@bulkhead/sdk';
import { useSyncExternalStore } from 'react';
import type { Drawing } from './drawing.ts';
import { plan } from './plan.ts';
import type { Shape } from './shape.ts';

export interface DrawingViewProps {
  readonly drawing: Drawing;
  readonly version: string;
  readonly kinds: readonly { value: string; label: string }[];
}

/** Degrees of one turn. */
const TURN = 15;

/** The drawing, and what is selected of it in a grid beside it. */
export function DrawingView({ drawing, version, kinds }: DrawingViewProps) {
  useSyncExternalStore(drawing.subscribe, drawing.version);
  const { shapes, selection } = drawing;
  return (
    <Stack key="shapes" gap="none" grow>
      <ShapeTools key="tools" drawing={drawing} kinds={kinds} />
      <Split key="split" ratio={0.58} label="Drawing and properties">
        <Scroll key="drawing" label="Drawing" padding="m">
          <Picture shapes={shapes} />
          <ShapeList drawing={drawing} shapes={shapes} />
        </Scroll>
        <PropertyGrid
          key="grid"
          label="Properties of the selection"
          objects={selection}
          emptyText="Select a shape to see what it is made of."
        />
      </Split>
      <StatusBar key="status">
        <Text>{`Shapes ${version}`}</Text>
        <Spacer />
        <Text>{`${selection.length} of ${shapes.length} selected`}</Text>
      </StatusBar>
      <Shortcut key="turn" keys="Ctrl+J" label="Turn" onPress={() => drawing.turnSelected(TURN)} />
    </Stack>
  );
}

/** Drawn in letters, because they show at once what changes. */
function Picture({ shapes }: { shapes: readonly Shape[] }) {
  return (
    <Code key="picture" block>
      {plan(shapes)}
    </Code>
  );
}

function ShapeTools({ drawing, kinds }: Omit<DrawingViewProps, 'version'>) {
  const nothing = drawing.selection.length === 0;
  return (
    <Toolbar label="Shapes">
      {kinds.map(({ value, label }) => (
        <Button key={value} icon="add" onPress={() => drawing.add(value)}>
          {label}
        </Button>
      ))}
      <Spacer key="space" />
      <Button key="turn" disabled={nothing} hint="Ctrl+J" onPress={() => drawing.turnSelected(TURN)}>
        Turn
      </Button>
      <Button key="undo" disabled={!drawing.canUndo} onPress={() => drawing.undo()}>
        Undo
      </Button>
      <Button key="delete" disabled={nothing} onPress={() => drawing.removeSelected()}>
        Delete
      </Button>
    </Toolbar>
  );
}

function ShapeList({ drawing, shapes }: { drawing: Drawing; shapes: readonly Shape[] }) {
  return (
    <Stack key="list" gap="s" padding="s">
      {shapes.map((shape) => (
        <Row key={shape.id}>
          <Checkbox
            label={shape.name}
            checked={drawing.isSelected(shape)}
            onChange={(isSelected) => drawing.select(shape, isSelected)}
          />
          <Badge>{shape.kind}</Badge>
          <Text tone="muted">{summary(shape)}</Text>
        </Row>
      ))}
    </Stack>
  );
}

function summary({ fill, dash, strokeWidth, rotation, tags, shadows, due }: Shape): string {
  const parts = [fill, `${dash} ${strokeWidth}`, `${rotation}°`];
  if (shadows.length > 0) parts.push(`${shadows.length} ${shadows.length === 1 ? 'shadow' : 'shadows'}`);
  return [...parts, ...tags, ...(due ? [`due ${due}`] : [])].join(' · ');
}
