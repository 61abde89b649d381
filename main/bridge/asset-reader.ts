import { BulkheadError } from '../../addins/protocol/errors.ts';
import { ASSET_BYTES } from '../../addins/protocol/methods/assets.ts';
import type { AssetsContext } from '../broker/assets-capability.ts';
import type { Addins } from '../domains/addins.ts';
import type { ShadowStore } from '../packages/shadow-store.ts';

/** During an upgrade two versions live side by side: each reads the shadow copy that it was started from. */
export function assetReader(
  addins: Pick<Addins, 'domain'>,
  shadowCopies: Pick<ShadowStore, 'file'>,
): AssetsContext['read'] {
  return async ({ addinId, generation }, path) => {
    const asker = addins.domain(addinId)?.generations.find(({ number }) => number === generation);
    if (!asker) throw new BulkheadError('E_DOMAIN_UNLOADED');
    const { hash } = asker.loaded;
    return new Uint8Array(await shadowCopies.file({ id: addinId, hash }, { path, limit: ASSET_BYTES }));
  };
}
