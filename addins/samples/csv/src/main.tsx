import { defineAddin } from '@bulkhead/sdk';
import { openRequests } from './open-requests.ts';
import { TableView } from './views/table-view.tsx';

export default defineAddin({
  views: { table: TableView },
  commands: { open: (host) => openRequests.ask(() => host.frames.open('table')) },
});
