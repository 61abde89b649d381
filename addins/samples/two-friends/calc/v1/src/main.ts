import { defineAddin } from '@bulkhead/sdk';
import { CALC, createCalcService } from '../../shared/calc-service.ts';
import { add } from './add.ts';

export default defineAddin({ services: { [CALC]: createCalcService('1.0.0', add) } });
