import { defineAddin } from '@bulkhead/sdk';
import { ADDIN_ADAPTERS } from '../../adapters/all.ts';
import { CalculatorView } from '../../shared/calculator-view.tsx';
import { createCalls } from '../../shared/calls.ts';
import { Calculator } from './calculator.ts';

const VERSION = 3;
const calculator = new Calculator();

export default defineAddin({
  views: { calculator: () => <CalculatorView calculator={calculator} version={VERSION} /> },
  calls: createCalls(calculator, VERSION),
  // For add-ins that were made for this version or an older one; those for newer ones bring their own adapters.
  services: { 'acme.calc': calculator },
  adapters: ADDIN_ADAPTERS.get(VERSION) ?? [],
});
