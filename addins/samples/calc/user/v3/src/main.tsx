import { defineAddin } from '@bulkhead/sdk';
import { HOST_ADAPTERS } from '../../../adapters/all.ts';
import { UserView } from '../../../shared/user-view.tsx';

const VERSION = 3;

export default defineAddin({
  views: { main: () => <UserView version={VERSION} /> },
  // From every older version to the one that this add-in was made for.
  adapters: HOST_ADAPTERS.get(VERSION) ?? [],
});
