import type { FileHandles } from '../broker/file-handles.ts';
import type { Addins } from '../domains/addins.ts';
import type { DomainLife, LedgerRow, LedgerSource } from '../remoting/ledger-row.ts';
import type { FrameRegistry } from './frame-registry.ts';

const PLAIN = { handle: null, since: null, lease: null, acquiredBy: '' } as const;

/** Calls under way between the host and each add-in, in both directions. */
export function callsSource(addins: Pick<Addins, 'domains'>): LedgerSource {
  return () =>
    addins.domains.flatMap(({ addinId, generations }) =>
      generations.flatMap(({ number, session }) => {
        const life: DomainLife = { addinId, generation: number };
        const calls = (holder: LedgerRow['holder'], owner: LedgerRow['owner'], tokens: number): LedgerRow[] =>
          tokens === 0 ? [] : [{ ...PLAIN, kind: 'call', holder, owner, contract: 'calls', tokens, blocks: true }];
        return [...calls(life, 'host', session.runningCount), ...calls('host', life, session.pendingCount)];
      }),
    );
}

/** Open frames of add-ins that run: the frame is the host's, what is in it is the add-in's. */
export function viewsSource(addins: Pick<Addins, 'domain'>, frames: Pick<FrameRegistry, 'all'>): LedgerSource {
  return () =>
    frames.all.flatMap(({ addinId, frameId, title, view, unsaved }): LedgerRow[] => {
      const current = addins.domain(addinId)?.current;
      if (!current) return [];
      const owner: DomainLife = { addinId, generation: current.number };
      const acquiredBy = `the view ${view}`;
      return [
        {
          ...PLAIN,
          ...{ kind: 'view', holder: 'window', owner, contract: title, handle: frameId },
          ...{ tokens: 1, acquiredBy, blocks: unsaved },
        },
      ];
    });
}

/** Files that a person picked for an add-in. */
export function filesSource(files: Pick<FileHandles, 'open'>): LedgerSource {
  return () =>
    files.open.map(({ caller, number, name, since }) => ({
      ...PLAIN,
      ...{ kind: 'file', owner: 'host', contract: name, handle: number, tokens: 1, since, blocks: false },
      holder: { addinId: caller.addinId, generation: caller.generation },
    }));
}
