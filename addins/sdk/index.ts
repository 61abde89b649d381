/** What an author imports as '@bulkhead/sdk'. */
export type { AddinErrorCode } from '../protocol/addin-errors.ts';
export {
  type Adapter,
  type AdapterDefinition,
  adapt,
  adaptState,
  defineAdapter,
} from '../protocol/contracts/adapter.ts';
export { type AdapterEdge, agree } from '../protocol/contracts/negotiate.ts';
export type { Provider } from '../protocol/contracts/provider.ts';
export { keepExtra } from '../protocol/contracts/record-codec.ts';
export type { Other } from '../protocol/contracts/simple-codecs.ts';
export type { ErrorCode } from '../protocol/errors.ts';
export type { Plain } from '../protocol/plain-data.ts';
export type { ReferenceCallOptions } from '../protocol/references/reference-call.ts';
export type { RemoteObject } from '../protocol/references/remote-object.ts';
export type { DisplayList, DrawColor } from '../protocol/ui/drawing.ts';
export type { IconName } from '../protocol/ui/icons.ts';
export type { Cell } from '../protocol/ui/prop-types.ts';
export type { RemoteCallback } from '../protocol/wire/object-members.ts';
export { BulkheadError, type BulkheadErrorDetails } from './bulkhead-error.ts';
export { type CancelSource, createCancelSource } from './cancel-source.ts';
export type { GridRow, ListRow, RowSource, TreeRow } from './component-types.ts';
export * from './components.ts';
export { type Answer, ContractBase, type ContractObject, providerOf } from './contract-base.ts';
export { type ContractClient, createClient } from './contract-client.ts';
export { type CurrentCall, currentCall } from './current-call.ts';
export { type ActivateContext, type Addin, defineAddin, type Service } from './define-addin.ts';
export { Drawing } from './drawing.ts';
export { has } from './features.ts';
export { FileButton, type FileButtonProps } from './file-button.ts';
export { type Frame, type FrameOptions, useFocused, useFrame, useHost, useKept, useVisible } from './hooks.ts';
export type { FetchAnswer, FetchOptions, Host } from './host.ts';
export type { HostAssets } from './host-assets.ts';
export type { ChunkOptions, HostFiles, OpenFile, SaveFile } from './host-files.ts';
export type {
  HostServices,
  ServiceCall,
  ServiceCallOptions,
  ServiceClient,
  ServiceListener,
  ServiceMember,
  ServiceMembers,
  ServiceStreamOptions,
} from './host-services.ts';
export { Image, type ImageProps } from './image.ts';
export { type InspectableChange, type InspectableOptions, inspectable, notifyChanged } from './inspect/inspectable.ts';
export type { ItemProperty, Property } from './inspect/property.ts';
export { PropertyGrid, type PropertyGridProps } from './inspect/property-grid.ts';
export type { Area } from './measurements.ts';
export { WebView, type WebViewHandle, type WebViewProps } from './web-view.ts';
