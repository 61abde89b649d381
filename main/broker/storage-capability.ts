import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Caller, Capability } from './capability.ts';
import type { StorageFile } from './storage-file.ts';

type Methods = 'storage.get' | 'storage.set' | 'storage.delete' | 'storage.keys';

/** Each add-in's own key-value store, one file for the whole profile. */
export const storageCapability: Capability<Methods, 'storage.kv', { readonly file: StorageFile }> = {
  permission: 'storage.kv',
  methods: ['storage.get', 'storage.set', 'storage.delete', 'storage.keys'],
  create: ({ file }) => ({
    handlers: {
      'storage.get': ([key], { caller }) => file.get(ownerOf(caller), checkedKey(key)),
      'storage.set': ([key, value], { caller, granted }) => {
        file.set(ownerOf(caller), { key: checkedKey(key), value, quotaBytes: granted.quotaBytes });
        return null;
      },
      'storage.delete': ([key], { caller }) => {
        file.delete(ownerOf(caller), checkedKey(key));
        return null;
      },
      'storage.keys': ([prefix], { caller }) => file.keys(ownerOf(caller), prefix),
    },
  }),
};

function ownerOf({ addinId, publisherKey }: Caller) {
  return { addinId, publisherKey };
}

/** Half a surrogate pair and NUL would become another key on their way into the file. */
function checkedKey(key: string): string {
  if (key.isWellFormed() && !key.includes('\0')) return key;
  throw new BulkheadError('E_CONTRACT', { message: 'A key holds characters that cannot be stored.' });
}
