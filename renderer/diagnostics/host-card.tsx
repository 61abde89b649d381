import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HostSummary, WallSummary } from '../../preload/bridge.ts';
import { Chip, type Tone } from '../design/chip.tsx';
import { systemName } from '../design/system-name.ts';

export function HostCard({ host }: { host: HostSummary }): ReactNode {
  return (
    <section className="card" aria-label="Host">
      <header className="card-head">
        <h2>Host</h2>
      </header>
      <dl className="host-facts">
        <Fact name="Runtime" value={host.runtime} />
        <Fact name="System" value={systemName(host.platform)} />
        <Fact name="Process" value={String(host.pid)} />
      </dl>
      <h3 className="host-heading">Walls between add-ins and you</h3>
      {host.walls.length === 0 ? (
        <p className="diagnostics-note soft">
          Every add-in gets its walls, and a test of them, before its code runs. Open an add-in to see them here.
        </p>
      ) : null}
      <ul className="wall-list">
        {host.walls.map((wall) => (
          <Wall key={wall.name} wall={wall} />
        ))}
      </ul>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <div>
      <dt className="soft">{name}</dt>
      <dd className="selectable">{value}</dd>
    </div>
  );
}

const STATES: Readonly<Record<WallSummary['state'], { word: string; tone: Tone; Icon: typeof ShieldCheck }>> = {
  up: { word: 'up', tone: 'good', Icon: ShieldCheck },
  partial: { word: 'partly up', tone: 'caution', Icon: ShieldAlert },
  unavailable: { word: 'not available here', tone: 'danger', Icon: ShieldX },
};

function Wall({ wall }: { wall: WallSummary }): ReactNode {
  const { word, tone, Icon } = STATES[wall.state];
  return (
    <li data-tone={tone}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <b>{wall.name}</b>
        <p className="soft">{wall.detail}</p>
      </div>
      <Chip tone={tone}>{word}</Chip>
    </li>
  );
}
