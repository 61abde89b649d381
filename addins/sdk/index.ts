/** What an author imports as '@bulkhead/sdk'. */
export type { Plain } from '../protocol/plain-data.ts';
export type { IconName } from '../protocol/ui/icons.ts';
export type { Cell } from '../protocol/ui/prop-types.ts';
export type { GridRow, ListRow, RowSource, TreeRow } from './component-types.ts';
export * from './components.ts';
export { type ActivateContext, type Addin, defineAddin } from './define-addin.ts';
export { FileButton, type FileButtonProps } from './file-button.ts';
export { type Frame, type FrameOptions, useFrame, useHost, useKept } from './hooks.ts';
export type { FetchAnswer, FetchOptions, Host } from './host.ts';
export type { ChunkOptions, HostFiles, OpenFile, SaveFile } from './host-files.ts';
export { Image, type ImageProps } from './image.ts';
