import { Chart, Facts, List, ListItem, Scroll, Section, Select, Spinner, Stack } from '@bulkhead/sdk';
import { quoteName } from '../engine/filter/parse-filter.ts';
import type { Statistics } from '../engine/statistics.ts';
import { countOf, formatCount, formatNumber, formatShare } from '../format.ts';
import type { ExplorerView } from './use-explorer.ts';

/** What one column holds, in the rows that are shown. */
export function StatisticsPanel({ view }: { view: ExplorerView }) {
  const { state, settings, choose } = view;
  const { statistics } = state;
  const options = (state.table?.columns ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <Scroll padding="m" label="Column statistics">
      <Stack gap="m">
        <Select
          key="column"
          label="Column"
          value={settings.statistics ?? ''}
          options={options}
          onChange={(name) => choose({ statistics: name })}
        />
        {statistics ? (
          <Found key="found" statistics={statistics} onFilter={(filter) => choose({ filter })} />
        ) : (
          <Spinner key="working" label="Looking at the values…" />
        )}
      </Stack>
    </Scroll>
  );
}

function Found({ statistics, onFilter }: { statistics: Statistics; onFilter: (filter: string) => void }) {
  const { column, histogram, frequent } = statistics;
  return (
    <Stack gap="m">
      <Facts key="facts" items={factsOf(statistics)} />
      {histogram ? (
        <Chart
          key="histogram"
          title={`How ${column.name} is spread`}
          labels={histogram.counts.map((_, bar) => formatNumber(histogram.edges[bar] ?? 0))}
          series={[{ label: 'Rows', values: histogram.counts }]}
          height={150}
        />
      ) : (
        <Chart
          key="frequent"
          title={`Most frequent in ${column.name}`}
          labels={frequent.map(({ text }) => text.slice(0, 40))}
          series={[{ label: 'Rows', values: frequent.map(({ count }) => count) }]}
          height={150}
        />
      )}
      <FrequentValues key="values" statistics={statistics} onFilter={onFilter} />
    </Stack>
  );
}

function FrequentValues({ statistics, onFilter }: { statistics: Statistics; onFilter: (filter: string) => void }) {
  const { column, frequent, rows, distinctIsCapped } = statistics;
  const title = distinctIsCapped ? 'Frequent values' : 'Most frequent values';
  const description = distinctIsCapped
    ? 'There are too many different values to count them all. Choose one to see its rows.'
    : 'Choose one to see its rows.';
  return (
    <Section title={title} description={description}>
      <List
        label={title}
        value={null}
        grow={false}
        onChange={(text) => {
          if (text !== null) onFilter(filterFor(column.name, text));
        }}
      >
        {frequent.map(({ text, count }) => (
          <ListItem key={text} value={text.slice(0, 200)} title={text} detail={shareText(count, rows)} />
        ))}
      </List>
    </Section>
  );
}

function shareText(count: number, rows: number): string {
  return `${formatCount(count)} · ${formatShare(count, rows)}`;
}

function filterFor(name: string, value: string): string {
  const quoted = value.includes('"') ? `'${value}'` : `"${value}"`;
  return `${quoteName(name)} = ${quoted}`;
}

function factsOf({ rows, empty, distinct, distinctIsCapped, numbers }: Statistics) {
  const different = distinctIsCapped ? `more than ${formatCount(distinct)}` : formatCount(distinct);
  const facts: { label: string; value: string; tone?: 'warn' }[] = [
    { label: 'Rows', value: formatCount(rows) },
    {
      label: 'Empty',
      value: empty === 0 ? 'none' : `${formatCount(empty)} · ${formatShare(empty, rows)}`,
      ...(empty > 0 ? { tone: 'warn' as const } : {}),
    },
    { label: 'Different values', value: different },
  ];
  if (!numbers) return facts;
  const odd = rows - empty - numbers.count;
  facts.push(
    { label: 'Smallest', value: formatNumber(numbers.min) },
    { label: 'Largest', value: formatNumber(numbers.max) },
    { label: 'Mean', value: formatNumber(numbers.mean) },
    { label: 'Sum', value: formatNumber(numbers.sum) },
  );
  if (odd > 0) facts.push({ label: 'Not a number', value: countOf(odd, 'value', 'values'), tone: 'warn' });
  return facts;
}
