import { type ReactNode, useId } from 'react';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useDraft } from '../use-draft.ts';
import { FieldFrame } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import './choice-parts.css';

export function CheckboxPart({ node }: PartProps): ReactNode {
  return <Tick node={node} role="checkbox" {...propsOf<'Checkbox'>(node)} />;
}

export function SwitchPart({ node }: PartProps): ReactNode {
  return <Tick node={node} role="switch" {...propsOf<'Switch'>(node)} />;
}

interface TickProps extends PartProps {
  role: 'checkbox' | 'switch';
  label?: string;
  description?: string | undefined;
  disabled?: boolean;
}

function Tick({ node, role }: TickProps): ReactNode {
  const { label, description, disabled } = propsOf<'Checkbox'>(node);
  const [checked, change] = useDraft(node, false);
  return (
    <label className="rv-tick" data-disabled={disabled}>
      <input
        type="checkbox"
        role={role === 'switch' ? 'switch' : undefined}
        className={`rv-${role}`}
        checked={checked}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <span>
        {label}
        {description ? <span className="rv-help">{description}</span> : null}
      </span>
    </label>
  );
}

export function RadioGroupPart({ node }: PartProps): ReactNode {
  const { label, options, direction, disabled } = propsOf<'RadioGroup'>(node);
  const [chosen, change] = useDraft(node, '');
  const name = useId();
  return (
    <fieldset className="rv-radio-group" data-direction={direction} disabled={disabled}>
      {label ? <legend className="rv-label">{label}</legend> : null}
      {options.map((option) => (
        <label key={option.value} className="rv-tick" data-disabled={disabled || option.disabled}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === chosen}
            disabled={option.disabled}
            onChange={() => change(option.value)}
          />
          <span>
            {option.label}
            {option.description ? <span className="rv-help">{option.description}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function SelectPart({ node }: PartProps): ReactNode {
  const { label, hiddenLabel, options, placeholder, description, disabled, grow } = propsOf<'Select'>(node);
  const [chosen, change] = useDraft(node, '');
  const id = useId();
  const isKnown = options.some((option) => option.value === chosen);
  return (
    <FieldFrame id={id} label={label} hiddenLabel={hiddenLabel} description={description} grow={grow}>
      <span className="rv-select-box">
        <select
          id={id}
          className="rv-select"
          value={isKnown ? chosen : ''}
          disabled={disabled}
          aria-label={label === undefined ? placeholder : undefined}
          aria-describedby={description ? `${id}-help` : undefined}
          onChange={(event) => change(event.currentTarget.value)}
        >
          {isKnown ? null : (
            <option value="" disabled>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </span>
    </FieldFrame>
  );
}

export function SliderPart({ node }: PartProps): ReactNode {
  const { label, min, max, step, showValue, disabled } = propsOf<'Slider'>(node);
  const [value, change] = useDraft(node, min);
  const id = useId();
  return (
    <div className="rv-slider">
      <label className="rv-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.valueAsNumber)}
      />
      {showValue ? <output htmlFor={id}>{value}</output> : null}
    </div>
  );
}
