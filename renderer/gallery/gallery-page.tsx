import { PackagePlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AddinSummary, ProcessSummary, ServiceChoice } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { SearchField } from '../design/field.tsx';
import { plural } from '../design/format.ts';
import { AnchoredMenu } from '../design/menu.tsx';
import { Page } from '../design/page.tsx';
import { AddinCard, type CardActions } from './addin-card.tsx';
import { matches } from './addin-words.ts';
import { cardMenu } from './card-menu.ts';
import { GalleryEmpty } from './gallery-empty.tsx';
import { ServiceChoices } from './service-choices.tsx';
import { UninstallDialog } from './uninstall-dialog.tsx';
import './gallery.css';

export interface GalleryActions extends Omit<CardActions, 'uninstall'> {
  install(): void;
  installFolder(): void;
  showGuide(): void;
  uninstall(addinId: string, keepData: boolean): void;
  chooseProvider(contract: string, addinId: string | null): void;
}

export interface GalleryPageProps {
  addins: readonly AddinSummary[];
  processes: readonly ProcessSummary[];
  /** The add-in that led here: its card comes into view. */
  focusedAddin: string | null;
  /** What several of them offer. */
  choices: readonly ServiceChoice[];
  actions: GalleryActions;
}

export function GalleryPage({ addins, processes, focusedAddin, choices, actions }: GalleryPageProps): ReactNode {
  const [search, setSearch] = useState('');
  const [leaving, setLeaving] = useState<AddinSummary | null>(null);
  const [asked, setAsked] = useState<{ addin: AddinSummary; anchor: HTMLElement } | null>(null);
  const cardActions: CardActions = {
    ...actions,
    uninstall: (addinId) => setLeaving(addins.find((addin) => addin.id === addinId) ?? null),
  };
  const shown = addins.filter((addin) => matches(addin, search.trim()));
  const subtitle =
    addins.length === 0
      ? 'Everything you add to Bulkhead is listed here.'
      : `${plural(addins.length, 'add-in')} installed. Each runs in a process of its own, behind walls.`;
  return (
    <Page
      title="Add-ins"
      subtitle={subtitle}
      tools={<Tools search={search} onSearch={setSearch} {...{ addins, actions }} />}
    >
      {addins.length === 0 ? <GalleryEmpty actions={actions} /> : null}
      {addins.length > 0 && shown.length === 0 ? <NothingFound search={search} onClear={() => setSearch('')} /> : null}
      <ul className="card-grid" aria-label="Installed add-ins">
        {shown.map((addin) => (
          <AddinCard
            key={addin.id}
            addin={addin}
            processes={processes.filter((process) => process.addinId === addin.id)}
            isFocused={addin.id === focusedAddin}
            actions={cardActions}
            isMenuOpen={asked?.addin.id === addin.id}
            onMenu={(of, anchor) => setAsked({ addin: of, anchor })}
          />
        ))}
      </ul>
      <ServiceChoices choices={choices} onChoose={actions.chooseProvider} />
      <AnchoredMenu
        anchor={asked?.anchor ?? null}
        entries={() => (asked ? cardMenu(asked.addin, cardActions) : [])}
        onClose={() => setAsked(null)}
      />
      <UninstallDialog
        addin={leaving}
        onClose={() => setLeaving(null)}
        onUninstall={(addinId, keepData) => actions.uninstall(addinId, keepData)}
      />
    </Page>
  );
}

interface ToolsProps {
  addins: readonly AddinSummary[];
  search: string;
  onSearch(search: string): void;
  actions: GalleryActions;
}

function Tools({ addins, search, onSearch, actions }: ToolsProps): ReactNode {
  return (
    <>
      {addins.length > 0 ? <SearchField label="Search add-ins" value={search} onChange={onSearch} /> : null}
      <Button look="primary" onClick={actions.install}>
        <PackagePlus size={15} aria-hidden="true" />
        Install…
      </Button>
    </>
  );
}

function NothingFound({ search, onClear }: { search: string; onClear(): void }): ReactNode {
  return (
    <p className="soft" role="status">
      No installed add-in matches “{search}”.{' '}
      <Button look="quiet" onClick={onClear}>
        Show all
      </Button>
    </p>
  );
}
