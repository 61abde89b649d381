import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import type { Tone } from './chip.tsx';
import './toast.css';

export interface ToastAction {
  label: string;
  run(): void;
}

export interface ToastContent {
  /** A toast with the same id replaces the one that is there. */
  id?: string;
  tone: Tone;
  title: string;
  text?: string;
  /** For search and support, shown small. */
  code?: string;
  actions?: readonly ToastAction[];
  /** Milliseconds; 0 stays until it is closed. */
  lasts: number;
}

interface ToastData {
  code: string | undefined;
  actions: readonly ToastAction[];
}

export interface Toasts {
  show(content: ToastContent): void;
  /** Takes a toast away that has become old news; nothing happens when it is gone. */
  dismiss(id: string): void;
  readonly manager: ReturnType<typeof Toast.createToastManager<ToastData>>;
}

const MOST_AT_ONCE = 4;

export function createToasts(): Toasts {
  const manager = Toast.createToastManager<ToastData>();
  return {
    manager,
    dismiss: (id) => manager.close(id),
    show: ({ id, tone, title, text, code, actions = [], lasts }) =>
      void manager.add({
        ...(id ? { id } : {}),
        type: tone,
        title,
        description: text,
        timeout: lasts,
        priority: tone === 'danger' ? 'high' : 'low',
        data: { code, actions },
      }),
  };
}

export function ToastRegion({ toasts }: { toasts: Toasts }): ReactNode {
  return (
    <Toast.Provider toastManager={toasts.manager} limit={MOST_AT_ONCE}>
      <Toast.Portal>
        <Toast.Viewport className="toast-region">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactNode {
  const { toasts, close } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={[]}>
      <Toast.Content>
        <div className="toast-head">
          <Toast.Title className="toast-title" />
          {isShort(toast) ? <ToastActions data={toast.data} close={() => close(toast.id)} /> : null}
          <Toast.Close render={<IconButton label="Dismiss" />}>
            <X size={14} aria-hidden="true" />
          </Toast.Close>
        </div>
        <Toast.Description className="toast-text" />
        {isShort(toast) ? null : <ToastFoot data={toast.data} close={() => close(toast.id)} />}
      </Toast.Content>
    </Toast.Root>
  ));
}

/** A title and one action need one line. */
function isShort({ description, data }: { description?: ReactNode; data?: ToastData | undefined }): boolean {
  return !description && !data?.code && data?.actions.length === 1;
}

interface ToastPartProps {
  data: ToastData | undefined;
  close(): void;
}

function ToastFoot({ data, close }: ToastPartProps): ReactNode {
  if (!data || (!data.code && data.actions.length === 0)) return null;
  return (
    <div className="toast-foot">
      {data.code ? <span className="toast-code">{data.code}</span> : null}
      <ToastActions data={data} close={close} />
    </div>
  );
}

function ToastActions({ data, close }: ToastPartProps): ReactNode {
  return data?.actions.map(({ label, run }) => (
    <Button
      key={label}
      onClick={() => {
        close();
        run();
      }}
    >
      {label}
    </Button>
  ));
}
