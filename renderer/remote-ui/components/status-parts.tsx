import type { ReactNode } from 'react';
import { IconButton } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import '../../design/chip.css';
import type { PartProps } from '../element-tree.ts';
import { propsOf, textOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import './status-parts.css';

const CHIP_TONES = { normal: undefined, accent: 'accent', ok: 'good', warn: 'caution', bad: 'danger' } as const;
const BANNER_ICONS = { normal: 'info', accent: 'info', ok: 'check', warn: 'warning', bad: 'error' } as const;

export function BadgePart({ node }: PartProps): ReactNode {
  const { tone } = propsOf<'Badge'>(node);
  return (
    <span className="chip" data-tone={CHIP_TONES[tone]}>
      {textOf(node)}
    </span>
  );
}

export function ProgressPart({ node }: PartProps): ReactNode {
  const { label, value, detail } = propsOf<'Progress'>(node);
  const percent = value === null ? undefined : Math.round(value * 100);
  return (
    <div className="rv-progress">
      <span className="rv-progress-words">
        <span>{label}</span>
        <span className="rv-progress-detail">{detail ?? (percent === undefined ? '' : `${percent} %`)}</span>
      </span>
      <div
        className="rv-progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div
          className="rv-progress-bar"
          data-unknown={percent === undefined}
          style={percent === undefined ? {} : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}

export function SpinnerPart({ node }: PartProps): ReactNode {
  const { label } = propsOf<'Spinner'>(node);
  return (
    <span className="rv-spinner-line" role="status">
      <span className="rv-spinner" aria-hidden="true" />
      {label}
    </span>
  );
}

export function BannerPart({ node, children }: PartProps): ReactNode {
  const { tone, title, detail } = propsOf<'Banner'>(node);
  const { events } = useView();
  return (
    <div className={`rv-banner rv-banner-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={BANNER_ICONS[tone]} />
      <div className="rv-banner-words">
        <strong>{title}</strong>
        {detail ? <span>{detail}</span> : null}
        {children ? <div className="rv-row rv-gap-s rv-align-center">{children}</div> : null}
      </div>
      {node.listeners.has('onDismiss') ? (
        <IconButton label="Dismiss" onClick={() => events.command(node, 'onDismiss')}>
          <Icon name="close" />
        </IconButton>
      ) : null}
    </div>
  );
}

/** Pixels of the drawing above the words. */
const EMPTY_ICON = 28;

export function EmptyPart({ node, children }: PartProps): ReactNode {
  const { icon, title, detail } = propsOf<'Empty'>(node);
  return (
    <EmptyState icon={icon ? <Icon name={icon} size={EMPTY_ICON} /> : null} title={title} text={detail ?? ''}>
      {children}
    </EmptyState>
  );
}

export function FactsPart({ node }: PartProps): ReactNode {
  const { items } = propsOf<'Facts'>(node);
  return (
    <dl className="rv-facts">
      {items.map(({ label, value, tone = 'normal' }) => (
        <div key={label} className="rv-fact">
          <dt>{label}</dt>
          <dd className={`rv-tone-${tone}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
