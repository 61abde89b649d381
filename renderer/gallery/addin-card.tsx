import { BadgeCheck, Ellipsis, FolderSync } from 'lucide-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { AddinSummary, ProcessSummary } from '../../preload/bridge.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Chip, Dot } from '../design/chip.tsx';
import { formatBytes, formatDate } from '../design/format.ts';
import { Mark } from '../design/mark.tsx';
import { ProblemBox } from '../design/problem-box.tsx';
import { costWords, stateWord } from './addin-words.ts';

export interface CardActions {
  open(addinId: string, view: string): void;
  setEnabled(addinId: string, enabled: boolean): void;
  restart(addinId: string): void;
  stop(addinId: string): void;
  rollBack(addinId: string): void;
  uninstall(addinId: string): void;
  showPermissions(addinId: string): void;
}

export interface AddinCardProps {
  addin: AddinSummary;
  processes: readonly ProcessSummary[];
  isFocused: boolean;
  actions: CardActions;
  isMenuOpen: boolean;
  onMenu(addin: AddinSummary, anchor: HTMLElement): void;
}

export const AddinCard = memo(function AddinCard(props: AddinCardProps): ReactNode {
  const { addin, processes, isFocused } = props;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isFocused) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isFocused]);
  const { word, tone } = stateWord(addin);
  return (
    <li
      ref={element}
      className="card addin-card"
      aria-label={addin.displayName}
      data-addin-card={addin.id}
      data-state={addin.state}
      data-focused={isFocused || undefined}
    >
      <CardHead addin={addin} />
      {addin.description ? <p className="addin-description">{addin.description}</p> : null}
      {addin.problem ? <ProblemBox problem={addin.problem} /> : null}
      <p className="addin-state soft number">
        <Dot tone={tone} />
        <span>{word}</span>
        <span>·</span>
        <span>{costWords(processes)}</span>
      </p>
      <CardFoot {...props} />
    </li>
  );
}, sameCard);

/** The actions are always about the same add-in; a new function for the same thing is no reason to draw again. */
function sameCard(before: AddinCardProps, after: AddinCardProps): boolean {
  return (
    before.addin === after.addin &&
    before.isFocused === after.isFocused &&
    before.isMenuOpen === after.isMenuOpen &&
    costWords(before.processes) === costWords(after.processes)
  );
}

function CardHead({ addin }: { addin: AddinSummary }): ReactNode {
  const { displayName, version, publisher, signed, color, watchedFolder } = addin;
  return (
    <div className="addin-head">
      <Mark name={displayName} color={color} size={38} />
      <div className="addin-words">
        <h2 title={displayName}>
          <span className="ellipsis">{displayName}</span>
          <span className="addin-version number">{version}</span>
        </h2>
        <p className="soft addin-publisher">
          {signed ? <BadgeCheck size={14} aria-label="signed by" role="img" /> : null}
          {publisher ? (
            <span className="ellipsis" title={publisher}>
              {publisher}
            </span>
          ) : null}
          {signed ? null : <Chip tone="caution">unsigned</Chip>}
          {watchedFolder ? (
            <Chip title="Reloads whenever a file of its folder changes">
              <FolderSync size={11} aria-hidden="true" /> from a folder
            </Chip>
          ) : null}
        </p>
      </div>
    </div>
  );
}

function CardFoot({ addin, actions, isMenuOpen, onMenu }: AddinCardProps): ReactNode {
  return (
    <div className="addin-foot">
      <MainAction addin={addin} actions={actions} />
      <span className="addin-facts soft">
        {formatBytes(addin.sizeBytes)} · {formatDate(addin.installedAt)}
      </span>
      <IconButton
        label={`More actions for ${addin.displayName}`}
        look="round"
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        onClick={(event) => onMenu(addin, event.currentTarget)}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

const RESTARTABLE: ReadonlySet<AddinSummary['state']> = new Set(['failed', 'quarantined', 'damaged']);

/** The one thing that helps most in the state it is in. */
function MainAction({ addin, actions }: { addin: AddinSummary; actions: CardActions }): ReactNode {
  const { id, state, enabled, views, displayName } = addin;
  const [view] = views;
  if (!enabled) {
    return (
      <Button onClick={() => actions.setEnabled(id, true)} aria-label={`Enable ${displayName}`}>
        Enable
      </Button>
    );
  }
  if (RESTARTABLE.has(state)) {
    return (
      <Button onClick={() => actions.restart(id)} aria-label={`Restart ${displayName}`}>
        Restart
      </Button>
    );
  }
  // What was withdrawn does not start: its menu offers another version, and its end.
  if (!view || state === 'revoked') return null;
  return (
    <Button onClick={() => actions.open(id, view.id)} aria-label={`Open ${displayName}`}>
      Open
    </Button>
  );
}
