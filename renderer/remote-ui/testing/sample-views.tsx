import { useState } from 'react';
import * as ui from '../../../addins/sdk/index.ts';
import { ForestTree, LongList, Overlays, Pickers, Reading } from './sample-parts.tsx';

const ROWS = 1_000_000;
const PORTS = ['Rotterdam', 'Antwerp', 'Genoa', 'Lisbon', 'Riga', 'Gdansk'];

/** One of everything. */
function Gallery() {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <ui.Toolbar>
        <ui.Button icon="open">Open…</ui.Button>
        <ui.TextField label="Filter" hiddenLabel icon="search" placeholder="Filter rows" grow />
        <ui.MenuButton label="Columns" icon="columns">
          <ui.MenuItem label="Show all" keys="Ctrl+A" />
          <ui.MenuSeparator />
          <ui.MenuItem label="Amount" checked />
        </ui.MenuButton>
        <ui.IconButton icon="refresh" label="Refresh" />
        <ui.Button kind="primary" onPress={() => setAsked(true)}>
          Delete…
        </ui.Button>
      </ui.Toolbar>
      <ui.Tabs label="Gallery">
        <ui.Tab value="fields" label="Fields" icon="edit">
          <ui.Grid columns={2} gap="l">
            <Fields />
            <Choices />
          </ui.Grid>
        </ui.Tab>
        <ui.Tab value="table" label="Table" padding="none">
          <Table />
        </ui.Tab>
        <ui.Tab value="tree" label="Tree">
          <ui.Row align="stretch" grow>
            <ForestTree />
            <LongList />
          </ui.Row>
        </ui.Tab>
        <ui.Tab value="lists" label="Lists">
          <Lists />
        </ui.Tab>
        <ui.Tab value="reading" label="Reading">
          <Reading />
        </ui.Tab>
        <ui.Tab value="pickers" label="Pickers">
          <ui.Grid columns={2} gap="l">
            <Pickers />
            <Overlays />
          </ui.Grid>
        </ui.Tab>
        <ui.Tab value="empty" label="Empty">
          <ui.Empty icon="table" title="No file yet" detail="Open a CSV file to see its rows.">
            <ui.Button kind="primary">Open…</ui.Button>
          </ui.Empty>
        </ui.Tab>
      </ui.Tabs>
      <ui.StatusBar>
        <ui.Text>1,000,000 rows</ui.Text>
        <ui.Spacer />
        <ui.Text>Saved a moment ago</ui.Text>
      </ui.StatusBar>
      <ui.Shortcut keys="Ctrl+D" label="Delete" onPress={() => setAsked(true)} />
      {asked ? <Question close={() => setAsked(false)} /> : null}
    </>
  );
}

function Question({ close }: { close: () => void }) {
  return (
    <ui.Dialog title="Delete 12 rows?" detail="This cannot be undone." kind="danger" onClose={close}>
      <ui.DialogActions>
        <ui.Button onPress={close}>Keep them</ui.Button>
        <ui.Button kind="danger" onPress={close}>
          Delete
        </ui.Button>
      </ui.DialogActions>
    </ui.Dialog>
  );
}

function Fields() {
  const [name, setName] = useState('Ada');
  const [digits, setDigits] = useState('12');
  const [port, setPort] = useState('Genoa');
  return (
    <ui.Stack>
      <ui.Heading level={2}>Fields of {name}</ui.Heading>
      <ui.TextField label="Name" value={name} onChange={setName} description="As it is written." />
      <ui.TextField
        label="Digits"
        value={digits}
        onChange={(value) => setDigits(value.replace(/\D/g, ''))}
        error={digits.length > 4 ? 'At most four digits.' : undefined}
      />
      <ui.TextArea label="Note" rows={3} />
      <ui.NumberField label="Weight" value={12} min={0} max={99} unit="kg" />
      <ui.Select
        label="Port"
        value={port}
        onChange={setPort}
        options={PORTS.map((value) => ({ value, label: value }))}
      />
    </ui.Stack>
  );
}

const SEPARATORS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
];

function Choices() {
  const [level, setLevel] = useState(40);
  return (
    <ui.Stack>
      <ui.Checkbox label="Keep the header" checked description="The first line names the columns." />
      <ui.Switch label="Follow changes" />
      <ui.RadioGroup label="Separator" options={SEPARATORS} value="," direction="horizontal" />
      <ui.Slider label="Level" value={level} onChange={setLevel} />
      <ui.Progress label="Reading" value={level / 100} detail={`${level} of 100 MB`} />
      <ui.Spinner />
      <ui.Row>
        <ui.Badge tone="ok">paid</ui.Badge>
        <ui.Badge tone="warn">open</ui.Badge>
        <ui.Badge tone="bad">late</ui.Badge>
        <ui.Link>More about this</ui.Link>
      </ui.Row>
      <ui.Banner tone="warn" title="Two rows were skipped." detail="They had too few cells." onDismiss={() => null} />
      <ui.Code>{'a,b,c'}</ui.Code>
      <ui.Divider />
    </ui.Stack>
  );
}

const COLUMNS = [
  { key: 'date', title: 'Date', width: 110, sortable: true },
  { key: 'port', title: 'Port', sortable: true },
  { key: 'amount', title: 'Amount, EUR', width: 120, align: 'end', sortable: true },
] as const;

function rowsFrom(start: number, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const row = start + index;
    return [`2026-01-${String((row % 28) + 1).padStart(2, '0')}`, PORTS[row % PORTS.length] ?? '', row * 1.25];
  });
}

function Table() {
  const [sort, setSort] = useState({ column: 'date', descending: false });
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <ui.Split ratio={0.7}>
      <ui.DataGrid
        label="Rows"
        rowNumbers
        rowCount={ROWS}
        sort={sort}
        onSort={setSort}
        selected={chosen}
        onSelect={setChosen}
        columns={COLUMNS}
        getRows={rowsFrom}
      />
      <ui.Stack padding="m">
        <ui.Chart
          title="Amount by port"
          labels={PORTS}
          series={[{ label: 'Amount', values: [12, 40, 8, 25, 31, 5] }]}
        />
        <ui.Chart
          title="By month"
          kind="area"
          height={90}
          labels={['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun']}
          series={[
            { label: 'In', values: [2, 4, 3, 8, 6, 9] },
            { label: 'Out', values: [1, 2, 4, 4, 7, 5] },
          ]}
        />
        <ui.Facts
          items={[
            { label: 'Rows', value: '1,000,000' },
            { label: 'Empty', value: '12', tone: 'warn' },
            { label: 'Chosen', value: chosen === null ? 'none' : `row ${chosen + 1}` },
          ]}
        />
      </ui.Stack>
    </ui.Split>
  );
}

function Lists() {
  return (
    <ui.Row align="stretch" grow>
      <ui.Card title="Notes" padding="none" grow>
        <ui.List label="Notes" value="b">
          <ui.ListItem value="a" icon="note" title="Lisbon, first call" description="Discharge" detail="06:40" />
          <ui.ListItem value="b" icon="note" title="Lisbon, second call" description="Agent asks" />
        </ui.List>
      </ui.Card>
      <ui.Section title="Log" collapsible grow>
        <ui.LogView
          label="Log"
          rowCount={5_000}
          getRows={(start, count) => Array.from({ length: count }, (_, index) => `line ${start + index}`)}
        />
      </ui.Section>
    </ui.Row>
  );
}

const LINES = Array.from({ length: 300 }, (_, index) => `Row ${index}`);

function Lines({ version }: { version: number }) {
  const [text, setText] = ui.useKept('text', '');
  const [presses, setPresses] = ui.useKept('presses', 0);
  ui.useFrame({ title: `Notes ${version}` });
  return (
    <ui.Stack padding="m" grow>
      {version > 1 ? <ui.TextField key="search" label="Search" /> : null}
      <ui.TextArea key="text" label="Text" value={text} onChange={setText} />
      <ui.Button onPress={() => setPresses((count) => count + 1)}>More</ui.Button>
      <ui.Text>{`v${version}: ${text.length} letters, ${presses} presses`}</ui.Text>
      <ui.Scroll label="Rows">
        {LINES.map((line) => (
          <ui.Row key={line}>
            <ui.Text>{line}</ui.Text>
          </ui.Row>
        ))}
      </ui.Scroll>
    </ui.Stack>
  );
}

export const gallery = ui.defineAddin({ views: { main: Gallery } });

export function notes(version: number) {
  return ui.defineAddin({
    views: { main: () => <Lines version={version} /> },
    calls: { version: () => version },
  });
}
