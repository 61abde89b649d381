import { Button, IconButton, MenuButton, MenuItem, MenuSeparator, TextField, Toolbar } from '@bulkhead/sdk';
import type { CsvTable } from '../engine/table.ts';
import { exampleFilter } from './filter-examples.ts';
import type { ExplorerView } from './use-explorer.ts';

export function TableToolbar({ view, onHelp }: { view: ExplorerView; onHelp: () => void }) {
  const { state, settings, explorer, choose } = view;
  const { table } = state;
  const isOpen = table !== null;
  return (
    <Toolbar label="Table">
      <Button key="open" once onPress={view.openFile}>
        Open…
      </Button>
      <TextField
        key="filter"
        kind="search"
        icon="filter"
        label="Filter rows"
        hiddenLabel
        placeholder={table ? `Filter rows: ${exampleFilter(table)}` : 'Filter rows'}
        value={settings.filter}
        disabled={!isOpen}
        error={state.filterProblem ?? undefined}
        grow
        onChange={(filter) => choose({ filter })}
        onSubmit={view.applyFilter}
      />
      <IconButton key="help" icon="help" label="How to filter" onPress={onHelp} />
      {table ? <ColumnsMenu key="columns" view={view} table={table} /> : null}
      <IconButton
        key="statistics"
        icon="chart"
        label="Column statistics"
        pressed={settings.statistics !== null}
        disabled={!isOpen}
        onPress={() => choose({ statistics: settings.statistics === null ? firstOfInterest(view) : null })}
      />
      <Button key="export" disabled={!isOpen || state.saving !== null} once onPress={view.saveRows}>
        Export…
      </Button>
      {isOpen ? (
        <MenuButton key="more" label="More" icon="more" iconOnly kind="quiet">
          <MenuItem
            key="headings"
            label="First row names the columns"
            checked={table.hasHeadings}
            onPress={() => explorer.toggleHeadings()}
          />
        </MenuButton>
      ) : null}
    </Toolbar>
  );
}

/** Columns in the menu; a longer one would not fit on a screen. */
const LISTED_COLUMNS = 60;

function ColumnsMenu({ view, table }: { view: ExplorerView; table: CsvTable }) {
  const { settings, choose } = view;
  const hidden = new Set(settings.hidden);
  const toggle = (name: string): void => {
    const others = settings.hidden.filter((each) => each !== name);
    choose({ hidden: hidden.has(name) ? others : [...others, name] });
  };
  return (
    <MenuButton label="Columns">
      {table.columns.slice(0, LISTED_COLUMNS).map(({ name }) => (
        <MenuItem
          key={name}
          label={name}
          checked={!hidden.has(name)}
          disabled={!hidden.has(name) && hidden.size === table.columns.length - 1}
          onPress={() => toggle(name)}
        />
      ))}
      <MenuSeparator key="separator" />
      <MenuItem key="all" label="Show all" disabled={hidden.size === 0} onPress={() => choose({ hidden: [] })} />
    </MenuButton>
  );
}

/** The column that statistics begin with: the one that is sorted by, else one with numbers. */
function firstOfInterest({ state, settings }: ExplorerView): string | null {
  const columns = state.table?.columns ?? [];
  const sorted = columns.find(({ name }) => name === settings.sort?.column);
  const numbers = columns.find(({ hasFractions }) => hasFractions) ?? columns.find(({ kind }) => kind === 'number');
  return (sorted ?? numbers ?? columns[0])?.name ?? null;
}
