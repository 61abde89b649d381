import type { ReactNode } from 'react';
import type { ServiceChoice } from '../../preload/bridge.ts';
import { PickField } from '../design/pick-field.tsx';
import './service-choices.css';

export interface ServiceChoicesProps {
  choices: readonly ServiceChoice[];
  /** Null: nobody is chosen. */
  onChoose(contract: string, addinId: string | null): void;
}

const NOBODY = '';

/** Where several add-ins offer the same, a person says which one answers the others. */
export function ServiceChoices({ choices, onChoose }: ServiceChoicesProps): ReactNode {
  if (choices.length === 0) return null;
  return (
    <section className="card service-choices" aria-labelledby="service-choices">
      <header className="card-head">
        <h2 id="service-choices">Offered by several add-ins</h2>
      </header>
      <p className="soft service-note">
        Add-ins can work for each other. Where more than one offers the same, choose which one answers.
      </p>
      <ul>
        {choices.map((choice) => (
          <Choice key={choice.contract} choice={choice} onChoose={onChoose} />
        ))}
      </ul>
    </section>
  );
}

function Choice({ choice, onChoose }: { choice: ServiceChoice } & Pick<ServiceChoicesProps, 'onChoose'>): ReactNode {
  const { contract, chosen, providers } = choice;
  const answering = providers.filter(({ enabled }) => enabled);
  const isOpen = answering.length > 1 && !answering.some(({ addinId }) => addinId === chosen);
  return (
    <li className="service-choice">
      <PickField
        label={`${contract} is provided by`}
        value={chosen ?? NOBODY}
        options={[
          { value: NOBODY, label: 'Not chosen' },
          ...providers.map((provider) => ({ value: provider.addinId, label: nameOf(provider) })),
        ]}
        onPick={(value) => onChoose(contract, value === NOBODY ? null : value)}
      />
      {isOpen ? <span className="soft">Until you choose, add-ins that need it get an error.</span> : null}
    </li>
  );
}

function nameOf({ displayName, version, enabled }: ServiceChoice['providers'][number]): string {
  return enabled ? `${displayName} (${version})` : `${displayName} (${version}), switched off`;
}
