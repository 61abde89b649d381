import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';

/** Where it is written down that an add-in is kept stopped: it outlives the host, and a new version's row begins without. */
export interface QuarantineRecord {
  /** Name key -> why, in words. */
  quarantined(): ReadonlyMap<string, string>;
  /** Null: nothing is held against it any more. */
  setQuarantine(id: string, reason: string | null): void;
}

/** Add-ins that failed too often and do not start before a person, or another version, gives them another chance. */
export class Quarantine {
  readonly #record: QuarantineRecord;
  readonly #held: Map<string, BulkheadError>;
  readonly #warn: (text: string, addinId: string) => void;

  constructor(record: QuarantineRecord, warn: (text: string, addinId: string) => void) {
    this.#record = record;
    this.#warn = warn;
    this.#held = new Map([...record.quarantined()].map(([id, reason]) => [id, quarantineError(reason)]));
  }

  of(addinId: string): BulkheadError | undefined {
    return this.#held.get(addinId);
  }

  put(addinId: string, last: BulkheadError): BulkheadError {
    const error = quarantineError(`It stopped unexpectedly too often. The last time: ${last.message}`);
    this.#held.set(addinId, error);
    this.#write(addinId, error.message);
    return error;
  }

  release(addinId: string): void {
    if (this.#held.delete(addinId)) this.#write(addinId, null);
  }

  /** It is not installed any more: there is nothing to write. */
  forget(addinId: string): void {
    this.#held.delete(addinId);
  }

  /** What cannot be written holds until the host ends: no reason to do anything else than before. */
  #write(addinId: string, reason: string | null): void {
    try {
      this.#record.setQuarantine(addinId, reason);
    } catch (thrown) {
      this.#warn(`This will be forgotten when Bulkhead is closed: ${toBulkheadError(thrown).message}`, addinId);
    }
  }
}

function quarantineError(message: string): BulkheadError {
  return new BulkheadError('E_QUARANTINED', { message });
}
