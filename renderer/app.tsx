import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { AnnouncerRegion } from './design/announcer.tsx';
import { MenuLayer } from './design/menu.tsx';
import { StrictStyles } from './design/strict-styles.tsx';
import { ToastRegion } from './design/toast.tsx';
import { Layers } from './layers.tsx';
import { Pages } from './pages.tsx';
import { WebProbe } from './remote-ui/web-probe.tsx';
import { ShellTop } from './shell-top.tsx';
import { Rail } from './status/rail.tsx';
import { StatusBar } from './status/status-bar.tsx';
import type { WindowModel } from './window-model.ts';
import { WorkspacePage } from './workspace-page.tsx';
import './shell.css';

export interface AppProps {
  model: WindowModel;
  /** What an add-in shows inside a frame. Must be stable. */
  renderContent(frameId: string): ReactNode;
}

export function App({ model, renderContent }: AppProps): ReactNode {
  return (
    <StrictStyles>
      <div className="shell">
        <ShellTop model={model} />
        <ShellRail model={model} />
        <main className="shell-main">
          <WorkspacePage model={model} renderContent={renderContent} />
          <Pages model={model} />
        </main>
        <ShellStatus model={model} />
      </div>
      <MenuLayer />
      <Layers model={model} />
      <ToastRegion toasts={model.toasts} />
      <AnnouncerRegion announcer={model.announcer} />
      <WebProbe />
    </StrictStyles>
  );
}

function ShellRail({ model }: { model: WindowModel }): ReactNode {
  const { page, troubles, errors, questions } = useStore(
    model.state,
    useShallow((state) => ({
      page: state.page,
      troubles: state.addins.filter((addin) => addin.problem !== null).length,
      errors: state.unseenErrors,
      questions: state.prompts.length,
    })),
  );
  return (
    <Rail
      current={page}
      badges={{
        addins: { count: troubles, what: 'with a problem' },
        permissions: { count: questions, what: 'to be answered' },
        diagnostics: { count: errors, what: 'new errors' },
      }}
      onChoose={(next) => model.showPage(next)}
    />
  );
}

function ShellStatus({ model }: { model: WindowModel }): ReactNode {
  const processes = useStore(model.state, (state) => state.processes);
  const installed = useStore(model.state, (state) => state.addins.length);
  const waiting = useStore(model.state, (state) => state.waiting);
  return (
    <StatusBar
      processes={processes}
      installed={installed}
      waiting={waiting}
      onOpenQuestion={(addinId) => model.attempt(model.host.bridge.openQuestion(addinId))}
      onOpen={(addinId) => model.showPage('diagnostics', addinId)}
    />
  );
}
