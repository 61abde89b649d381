import { Spacer, StatusBar, Text } from '@bulkhead/sdk';
import type { ExplorerState } from '../explorer-state.ts';
import { countOf, formatCount, formatNumber, formatSeconds } from '../format.ts';

/** "1,000,000 rows   184,201 match   filtered in 0.4 s            Amount: sum 412,900,118.40" */
export function Footer({ state }: { state: ExplorerState }) {
  const { table, rows, match, total } = state;
  if (!table) {
    return (
      <StatusBar>
        <Text key="rows">No file is open</Text>
      </StatusBar>
    );
  }
  return (
    <StatusBar>
      <Text key="rows">{countOf(table.rowCount, 'row', 'rows')}</Text>
      {match ? <Text key="match">{`${formatCount(rows.count)} match`}</Text> : null}
      {match ? <Text key="time">{`filtered in ${formatSeconds(match.milliseconds)}`}</Text> : null}
      <Spacer key="space" />
      {total ? <Text key="total" numeric>{`${total.column}: sum ${formatNumber(total.sum)}`}</Text> : null}
    </StatusBar>
  );
}
