import { useState } from 'react';
import * as ui from '../../../addins/sdk/index.ts';
import { Forest } from './sample-forest.ts';
import { SAMPLE_PICTURE } from './sample-picture.ts';

const TEXT = `# Port call

The *Aurora* arrives **tomorrow** at \`06:40\`. Ask the [agent](agent/7) about the berth, or read the
[rules of the port](https://port.example/rules).

## What is left to do

1. Send the manifest
2. Order the pilot
   - not before 04:00
   - channel 12

> The berth is free until noon. <b>This is no HTML</b>, and ![this](https://x.example/p.png) is no image.

\`\`\`
ETA 2026-02-01T06:40Z
\`\`\`

---

Last words.`;

export function Reading() {
  const [target, setTarget] = useState('nothing');
  return (
    <ui.Stack>
      <ui.Markdown source={TEXT} onLink={setTarget} />
      <ui.Text tone="muted">{`Pressed: ${target}`}</ui.Text>
      <ui.Code block>short</ui.Code>
      <ui.Code block>{'a very long line '.repeat(30)}</ui.Code>
      <ui.Row>
        <ui.Image bytes={SAMPLE_PICTURE} alt="Four coloured squares" width={96} height={64} fit="cover" />
        <ui.Image bytes={SAMPLE_PICTURE.subarray(0, 20)} alt="A picture that is cut off" />
      </ui.Row>
    </ui.Stack>
  );
}

export function ForestTree() {
  const [forest, setForest] = useState(() => new Forest());
  const [revision, setRevision] = useState(0);
  const [chosen, setChosen] = useState('s0');
  const [used, setUsed] = useState('');
  return (
    <ui.Card title={`Ships, ${forest.rowCount} lines`} padding="none" grow>
      <ui.Tree
        label="Ships"
        rowCount={forest.rowCount}
        revision={revision}
        selected={chosen}
        getRows={(start, count) => forest.rows(start, count)}
        onSelect={(id) => setChosen(id ?? '')}
        onActivate={setUsed}
        onToggle={({ id, expanded }) => {
          setForest(forest.toggle(id, expanded));
          setRevision(revision + 1);
        }}
      />
      <ui.Row padding="s">
        <ui.Text tone="muted">{`Chosen ${chosen}, used ${used}`}</ui.Text>
      </ui.Row>
    </ui.Card>
  );
}

export function LongList() {
  const [chosen, setChosen] = useState<number | null>(1);
  return (
    <ui.Card title="Messages" padding="none" grow>
      <ui.VirtualList
        label="Messages"
        twoLines
        rowCount={100_000}
        selected={chosen}
        onSelect={setChosen}
        getRows={(start, count) =>
          Array.from({ length: count }, (_, index) => ({
            title: `Message ${start + index}`,
            description: 'The pilot asks for the draught',
            icon: 'mail' as const,
            badge: (start + index) % 3 === 0 ? 'new' : undefined,
          }))
        }
      />
      <ui.Row padding="s">
        <ui.Text tone="muted">{`Message chosen: ${chosen}`}</ui.Text>
      </ui.Row>
    </ui.Card>
  );
}

const CITIES = ['Rotterdam', 'Antwerp', 'Genoa', 'Lisbon', 'Riga', 'Gdansk', 'Lagos', 'Limassol'];

export function Pickers() {
  const [city, setCity] = useState('');
  const [day, setDay] = useState<string | null>('2026-02-01');
  const [color, setColor] = useState('#2659d6');
  const [berths, setBerths] = useState<number | null>(4);
  const [depth, setDepth] = useState(10);
  return (
    <ui.Stack>
      <ui.ComboBox label="City" options={CITIES} value={city} onChange={setCity} description="Any text will do." />
      <ui.DatePicker label="Day" value={day} min="2026-01-10" max="2026-02-20" onChange={setDay} />
      <ui.DatePicker label="Too early" value="2026-01-01" min="2026-01-10" />
      <ui.ColorPicker label="Colour" value={color} onChange={setColor} />
      <ui.FileButton types={['.csv']} onFiles={() => null}>
        Choose files…
      </ui.FileButton>
      <ui.NumberField label="Berths" value={berths} min={2} max={12} onChange={setBerths} />
      <ui.Slider label="Depth" value={depth} min={5} max={20} onChange={setDepth} />
      <ui.Text tone="muted">{`${city} / ${day} / ${color}`}</ui.Text>
      <ui.Text tone="muted">{`Berths ${berths}, depth ${depth}`}</ui.Text>
    </ui.Stack>
  );
}

export function Overlays() {
  const [open, setOpen] = useState(false);
  const [saved, setSaved] = useState(false);
  const [done, setDone] = useState('nothing');
  return (
    <ui.Stack align="start">
      <ui.Popover label="Filter" open={open} onOpenChange={setOpen} width={220}>
        <ui.Button icon="filter" onPress={() => setOpen(!open)}>
          Filter
        </ui.Button>
        <ui.TextField label="Contains" />
        <ui.ComboBox label="Port" options={CITIES} />
        <ui.MenuButton label="More">
          <ui.MenuItem label="Reset" onPress={() => setDone('reset')} />
        </ui.MenuButton>
        <ui.Checkbox label="Only open calls" />
        <ui.Button kind="primary" onPress={() => setOpen(false)}>
          Apply
        </ui.Button>
      </ui.Popover>
      <ui.Tooltip words="Writes the list to a file.">
        <ui.Button icon="save" onPress={() => setSaved(true)}>
          Save
        </ui.Button>
      </ui.Tooltip>
      <ui.ContextMenu label="Row actions">
        <ui.Card title="Right click here">
          <ui.Button onPress={() => setDone('press')}>In the card</ui.Button>
        </ui.Card>
        <ui.MenuItem label="Copy" icon="copy" keys="Ctrl+C" onPress={() => setDone('copy')} />
        <ui.MenuSeparator />
        <ui.MenuItem label="Remove" icon="trash" danger onPress={() => setDone('remove')} />
      </ui.ContextMenu>
      <ui.Text tone="muted">{`Popover ${open ? 'open' : 'closed'}, done ${done}`}</ui.Text>
      {saved ? (
        <ui.Toast tone="ok" title="Saved." detail="The list has 12 lines." onDismiss={() => setSaved(false)}>
          <ui.Button onPress={() => setDone('shown')}>Show</ui.Button>
        </ui.Toast>
      ) : null}
    </ui.Stack>
  );
}
