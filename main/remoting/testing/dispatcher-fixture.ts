import { Readable } from 'node:stream';
import { assetsCapability } from '../../broker/assets-capability.ts';
import { type InstalledCapability, install } from '../../broker/capability.ts';
import { clipboardCapability } from '../../broker/clipboard-capability.ts';
import { closeFilesCapability } from '../../broker/close-files-capability.ts';
import { exportCapability } from '../../broker/export-capability.ts';
import { fetchCapability } from '../../broker/fetch-capability.ts';
import { FileHandles } from '../../broker/file-handles.ts';
import { framesCapability } from '../../broker/frames-capability.ts';
import { logCapability } from '../../broker/log-capability.ts';
import { notifyCapability } from '../../broker/notify-capability.ts';
import { openFilesCapability } from '../../broker/open-files-capability.ts';
import { ProtectedPaths } from '../../broker/protected-paths.ts';
import { saveFilesCapability } from '../../broker/save-files-capability.ts';
import { type ServicesContext, servicesCapability } from '../../broker/services-capability.ts';
import { storageCapability } from '../../broker/storage-capability.ts';
import { StorageFile } from '../../broker/storage-file.ts';
import { webFramesCapability } from '../../broker/web-frames-capability.ts';
import { WebPages } from '../../broker/web-pages.ts';
import { AnswerStore } from '../../policy/answer-store.ts';
import { AuditLog } from '../../policy/audit-log.ts';
import type { PolicySubject } from '../../policy/grant-book.ts';
import { NO_ORGANISATION } from '../../policy/organisation.ts';
import { PolicyService } from '../../policy/policy-service.ts';
import { type PromptOutcome, PromptQueue } from '../../policy/prompt-queue.ts';
import { TestClock } from '../../policy/testing/test-clock.ts';
import { createDispatcher } from '../dispatcher.ts';

export const ID = 'acme.notes';
export const ask = (name: string, parameters: Record<string, unknown> = {}) => ({ name, parameters, optional: false });
export const subject: PolicySubject = {
  evidence: { id: ID, hash: 'a'.repeat(64), publisherKey: null, signed: false, zone: 'sideload' },
  displayName: 'Notes',
  color: '#123456',
  requested: [
    ask('storage.kv'),
    ask('fs.pick.open'),
    ask('fs.pick.save'),
    ask('clipboard.write'),
    ask('ui.notify', { perHour: 60 }),
    ask('net.fetch', { origins: ['https://a.example.com'] }),
    ask('addin.call', { contracts: ['acme.calc'] }),
  ],
};

/** Another add-in, which offers something. */
export const CALC = 'acme.calc';
export const provider: PolicySubject = {
  ...subject,
  evidence: { ...subject.evidence, id: CALC, hash: 'b'.repeat(64) },
  displayName: 'Calc',
  requested: [ask('addin.export', { contracts: [CALC] })],
};

interface Shell {
  pickFiles(): Promise<string[]>;
  pickSavePath(): Promise<string | undefined>;
  notifications: string[];
  /** Runs while a host is looked up; rejects. */
  resolveHost(): Promise<never>;
  services: ServicesContext;
}

export function installAll(shell: Shell, clock: TestClock): InstalledCapability[] {
  const handles = new FileHandles();
  const protectedPaths = new ProtectedPaths([]);
  const { now } = clock;
  return [
    install(webFramesCapability, {
      pages: new WebPages({
        scheme: 'bulkhead-web',
        raiseWall: async () => undefined,
        read: async () => new Uint8Array(),
      }),
    }),
    install(assetsCapability, { read: async () => new Uint8Array() }),
    install(storageCapability, { file: new StorageFile({ file: ':memory:', stamp: 1 }) }),
    install(openFilesCapability, { handles, protectedPaths, pickFiles: () => shell.pickFiles() }),
    install(saveFilesCapability, { handles, protectedPaths, pickSavePath: () => shell.pickSavePath() }),
    install(closeFilesCapability, { handles }),
    install(clipboardCapability, { hasGesture: () => false, writeText: () => undefined }),
    install(notifyCapability, { now, show: ({ title }) => shell.notifications.push(title) }),
    install(fetchCapability, { clock, resolve: () => shell.resolveHost() }),
    install(logCapability, { now, write: () => undefined }),
    install(framesCapability, { now, open: () => 'f1', update: () => undefined, close: () => undefined }),
    install(servicesCapability, shell.services),
    install(exportCapability, { now, emit: () => [], withdraw: () => undefined }),
  ];
}

/** The dispatcher over the real policy and the real brokers; what the shell would do is a test's own. */
export function createHost() {
  const clock = new TestClock();
  const shell: Shell = {
    pickFiles: async () => [],
    pickSavePath: async () => undefined,
    notifications: [],
    resolveHost: () => Promise.reject(new Error('no network in this test')),
    services: {
      provider: () => ({ addinId: CALC, displayName: 'Calc', provided: { demands: [] } }),
      call: async (caller, { contract, member }) => `${caller.addinId} ${contract} ${member}`,
      stream: async () => Readable.from(['first', 'second']),
      agree: () => ({ line: `${CALC}@1`, callerSteps: [] }),
      ...{ subscribe: () => undefined, unsubscribe: () => undefined, forget: () => undefined },
      refuse: () => undefined,
    },
  };
  const audit = new AuditLog({ file: ':memory:', clock, wallTime: clock.now });
  const policy = new PolicyService({
    answers: new AnswerStore({ file: ':memory:', wallTime: clock.now }),
    organisation: NO_ORGANISATION,
    revoked: [],
    usage: (addinId, permission) => audit.usage(addinId, permission),
  });
  policy.register(subject);
  const prompts = new PromptQueue({ clock });
  const errors: unknown[] = [];
  const capabilities = installAll(shell, clock);
  const onError = (error: unknown) => errors.push(error);
  const person = { hasActed: true };
  const hasGesture = () => person.hasActed;
  const dispatcher = createDispatcher({ policy, capabilities, audit, prompts, hasGesture, onError });
  const answer = (given: Exclude<PromptOutcome, 'withdrawn'>) => {
    clock.advance(700);
    return prompts.answer(prompts.shown?.promptId ?? '', given);
  };
  return { clock, shell, audit, policy, prompts, person, dispatcher, errors, answer };
}
