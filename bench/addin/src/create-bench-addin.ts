import { defineAddin, type Plain } from '@bulkhead/sdk';
import type { ComponentType } from 'react';
import { ClickView } from './click-view.tsx';
import { LargeView, largeCalls } from './large-view.tsx';
import { answerTo } from './rows.ts';
import { TableView } from './table-view.tsx';

/** The add-in that the benchmark installs. Its two versions differ in their keyed view. */
export function createBenchAddin(keyed: ComponentType) {
  let answered = 0;
  return defineAddin({
    views: {
      large: LargeView,
      keyed,
      click: ClickView,
      table: TableView,
      // Drawn by the page.
      'in-process': () => null,
      'in-process-click': () => null,
      'in-process-table': () => null,
    },
    commands: { nothing: () => undefined },
    calls: {
      answer: (question) => {
        answered++;
        return answerTo(Number(question));
      },
      fill: (count, revision) => {
        largeCalls.fill(Number(count), Number(revision));
        return null;
      },
      flood: (isOn) => {
        largeCalls.flood(isOn === true);
        return null;
      },
      update: (revision) => {
        largeCalls.update(Number(revision));
        return null;
      },
    },
    saveState: () => ({ answered }),
    restoreState: (state: Plain) => {
      answered = Number((state as { answered: Plain }).answered);
    },
  });
}
