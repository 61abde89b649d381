import { isPlainData, itemsLeft, type Plain } from '../plain-data.ts';
import type { PropType } from './prop-types.ts';

/** Messages of one side that the other one has not taken yet; later ones are dropped. */
export const MESSAGES_WAITING = 32;
/** Entries of one message; text weighs as much as its length, so that this is a bound in bytes too. */
const MESSAGE_ITEMS = 5_000;
const MESSAGE_DEPTH = 16;

/** What may pass between a web page of an add-in and its view: plain data, small enough for many. */
export function webMessage(): PropType<Plain> {
  return {
    accepts: (value): value is Plain => itemsLeft(value, MESSAGE_ITEMS, MESSAGE_DEPTH) >= 0 && isPlainData(value),
    form: 'plain data',
  };
}

/** An address as the host made it: nothing else is ever loaded. */
const ADDRESS = /^bulkhead-web:\/\/[0-9a-f]{32}\/[A-Za-z0-9._~%/-]{1,720}$/;

export function webAddress(): PropType<string> {
  return {
    accepts: (value): value is string => typeof value === 'string' && ADDRESS.test(value),
    form: 'address that the host made',
  };
}
