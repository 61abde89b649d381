import { type ReactNode, useId } from 'react';
import { describeSeries, formatNumber, type Scale, type Series, scaleOf } from '../chart-scale.ts';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import './chart-part.css';

/** Units of the drawing's own coordinates; it is stretched to the width there is. */
const WIDTH = 1_000;
/** Labels that fit below the drawing. */
const LABELS = 6;

export function ChartPart({ node }: PartProps): ReactNode {
  const { title, summary, kind, labels, series, height } = propsOf<'Chart'>(node);
  const id = useId();
  const scale = scaleOf(series, labels.length, { width: WIDTH, height });
  const words = summary ?? describeSeries(series, labels);
  return (
    <figure className="rv-chart" aria-labelledby={`${id}-title`} aria-describedby={`${id}-words`}>
      <figcaption id={`${id}-title`} className="rv-chart-title">
        {title}
        {series.length > 1 ? <Legend series={series} /> : null}
      </figcaption>
      <div className="rv-chart-body">
        <div className="rv-chart-axis" aria-hidden="true">
          <span>{formatNumber(scale.highest)}</span>
          <span>{formatNumber(scale.lowest)}</span>
        </div>
        <svg
          className="rv-chart-drawing"
          viewBox={`0 0 ${WIDTH} ${height}`}
          preserveAspectRatio="none"
          style={{ height }}
          aria-hidden="true"
        >
          <line className="rv-chart-base" x1={0} x2={WIDTH} y1={scale.y(0)} y2={scale.y(0)} />
          {series.map((each, number) =>
            kind === 'bar' ? (
              <Bars key={each.label} {...{ each, number, scale, labels, groups: series.length }} />
            ) : (
              <Line key={each.label} {...{ each, number, scale, isFilled: kind === 'area' }} />
            ),
          )}
        </svg>
        <div className="rv-chart-labels" aria-hidden="true">
          {fewLabels(labels).map(({ at, text, step }) => (
            <span key={at} style={{ width: `${(100 * step) / labels.length}%` }}>
              {text}
            </span>
          ))}
        </div>
      </div>
      <p id={`${id}-words`} className="rv-only-heard">
        {words}
      </p>
    </figure>
  );
}

function Legend({ series }: { series: readonly Series[] }): ReactNode {
  return (
    <span className="rv-chart-legend">
      {series.map((each, number) => (
        <span key={each.label} className={`rv-chart-key rv-chart-color-${number}`}>
          {each.label}
        </span>
      ))}
    </span>
  );
}

interface BarsProps {
  each: Series;
  number: number;
  groups: number;
  scale: Scale;
  labels: readonly string[];
}

/** The part of its place that a bar fills. */
const FILLED = 0.82;

function Bars({ each, number, groups, scale, labels }: BarsProps): ReactNode {
  const width = (scale.step * FILLED) / groups;
  const margin = (scale.step * (1 - FILLED)) / 2;
  return labels.map((label, index) => {
    const value = each.values[index];
    if (value === null || value === undefined) return null;
    const [top, bottom] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))];
    const x = index * scale.step + margin + number * width;
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, and a bar has no state
        key={index}
        className={`rv-chart-bar rv-chart-color-${number}`}
        {...{ x, width }}
        y={top}
        height={Math.max(1, bottom - top)}
      >
        <title>{`${label}: ${formatNumber(value)}`}</title>
      </rect>
    );
  });
}

function Line({
  each,
  number,
  scale,
  isFilled,
}: Omit<BarsProps, 'groups' | 'labels'> & { isFilled: boolean }): ReactNode {
  const points = each.values.flatMap((value, index) =>
    value === null ? [] : [`${((index + 0.5) * scale.step).toFixed(1)},${scale.y(value).toFixed(1)}`],
  );
  const half = scale.step / 2;
  const area = `${half},${scale.y(0)} ${points.join(' ')} ${WIDTH - half},${scale.y(0)}`;
  return (
    <>
      {isFilled ? <polygon className={`rv-chart-area rv-chart-color-${number}`} points={area} /> : null}
      <polyline className={`rv-chart-line rv-chart-color-${number}`} points={points.join(' ')} />
    </>
  );
}

/** Labels that fit, each with the number of places it stands for. */
function fewLabels(labels: readonly string[]): { at: number; text: string; step: number }[] {
  const step = Math.max(1, Math.ceil(labels.length / LABELS));
  return labels.flatMap((text, at) =>
    at % step === 0 ? [{ at, text, step: Math.min(step, labels.length - at) }] : [],
  );
}
