import { type ComponentType, createElement } from 'react';
import { BulkheadError } from '../protocol/errors.ts';
import { EVENTS_OUTSTANDING } from '../protocol/limits.ts';
import { SEEN, TAG, type UiAnswer, type UiArea, type UiEvent, type UiFrame } from '../protocol/ui/ui-frames.ts';
import { FrameContext, type FrameContextValue } from './frame-context.ts';
import type { LogLevel } from './guest-runtime.ts';
import type { GuestNode } from './reconciler/guest-node.ts';
import { createViewRoot, type RenderProblem, runHandler, type ViewRoot } from './reconciler/reconciler.ts';
import { ViewEmitter } from './reconciler/view-emitter.ts';
import { RANGE_EVENT } from './reconciler/wire-props.ts';
import { readRows } from './row-source.ts';

export interface GuestViewOptions {
  context: FrameContextValue;
  component: ComponentType;
  send(frame: UiFrame): void;
  log(level: LogLevel, text: string): void;
}

/** One view in one frame: React above, the window below. */
export class GuestView {
  readonly #options: GuestViewOptions;
  readonly #emitter: ViewEmitter;
  readonly #root: ViewRoot;
  #working = 0;

  constructor(options: GuestViewOptions) {
    this.#options = options;
    this.#emitter = new ViewEmitter(options.context.frameId, options.send);
    this.#root = createViewRoot(this.#emitter, (problem) => this.#fail(problem));
    const view = createElement(options.component);
    this.#root.render(createElement(FrameContext.Provider, { value: options.context }, view));
  }

  /** A new window wants the view: everything is sent again, nothing of its state is lost. */
  sendAgain(): void {
    this.#options.context.presence.set(SEEN);
    this.#emitter.restart();
  }

  close(): void {
    this.#root.unmount();
    this.#emitter.measurements.answerAll();
  }

  accept(answer: UiAnswer): void {
    if (answer[0] === TAG.ack) this.#emitter.acknowledge();
    else if (answer[0] === TAG.nack) this.#sendRefused(answer[3]);
    else if (answer[0] === TAG.presence) this.#setPresence(answer[2]);
    else if (answer[0] === TAG.answer) this.#answerQuestion(answer);
    else this.#dispatch(answer);
  }

  #sendRefused(reason: string): void {
    const more = this.#emitter.resend() ? 'It is sent anew.' : 'It was refused too often and stays as it is.';
    this.#options.log('error', `The window refused this view: ${reason} ${more}`);
  }

  #setPresence(bits: number): void {
    const { presence } = this.#options.context;
    const isSeen = (bits & SEEN) !== 0;
    // Shut before the view hears of it and opened after: what it then does goes with everything else, in one frame.
    if (!isSeen) this.#emitter.setSeen(false);
    runHandler(() => presence.set(bits));
    if (isSeen) this.#emitter.setSeen(true);
  }

  #answerQuestion([, , number, x, y, width, height]: UiArea): void {
    this.#emitter.measurements.answer(number, { x, y, width, height });
  }

  #dispatch([, , eventNumber, nodeId, name, payload, editCount]: UiEvent): void {
    const node = this.#emitter.nodeOf(nodeId);
    const event = node?.entry?.events.get(name);
    if (node && !event?.payload.accepts(payload)) throw new BulkheadError('E_CONTRACT', { message: `event ${name}` });
    // A late event for something that is gone is normal: the person was faster than the wire.
    if (!node || !event) this.#finish(eventNumber, null);
    else if (name === RANGE_EVENT) this.#answerRange(node, payload as never);
    else if (event.class === 'edit') this.#edit(node, { name, payload, editCount });
    else this.#command(node, { name, payload, eventNumber });
    this.#emitter.flush();
  }

  #edit(node: GuestNode, { name, payload, editCount }: { name: string; payload: unknown; editCount: number }): void {
    node.knownDraft = payload;
    node.editCount = editCount;
    this.#run(node, name, payload).catch((error: unknown) => this.#logFailure(name, error));
    // Where the view wants another value than the person entered, it proposes it now.
    this.#emitter.nodeChanged(node);
  }

  #command(node: GuestNode, command: { name: string; payload: unknown; eventNumber: number }): void {
    const { name, payload, eventNumber } = command;
    if (this.#working >= EVENTS_OUTSTANDING) {
      this.#finish(eventNumber, 'The add-in is still busy with what was asked before.');
      return;
    }
    this.#working++;
    this.#run(node, name, payload)
      .then(
        () => this.#finish(eventNumber, null),
        (error: unknown) => {
          this.#logFailure(name, error);
          this.#finish(eventNumber, describe(error));
        },
      )
      .finally(() => this.#working--);
  }

  async #run(node: GuestNode, name: string, payload: unknown): Promise<void> {
    const handler = node.props[name];
    if (typeof handler === 'function') await runHandler(() => handler(payload) as unknown);
  }

  #answerRange(node: GuestNode, range: { start: number; count: number; revision: number }): void {
    readRows(node, range).then(
      (rows) => this.#emitter.rows(node, rows),
      (error: unknown) => this.#logFailure('getRows', error),
    );
  }

  #finish(eventNumber: number, problem: string | null): void {
    if (eventNumber > 0) this.#emitter.done(eventNumber, problem);
  }

  #logFailure(name: string, error: unknown): void {
    this.#options.log('error', `${name}: ${describe(error)}${stackOf(error)}`);
  }

  #fail({ error, componentStack }: RenderProblem): void {
    this.#options.log('error', `The view failed: ${describe(error)}${componentStack}`);
    this.#emitter.fail(describe(error), componentStack.trim());
    this.#emitter.flush();
  }
}

function describe(error: unknown): string {
  return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
    ? String(error.message)
    : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error && error.stack ? `\n${error.stack}` : '';
}
