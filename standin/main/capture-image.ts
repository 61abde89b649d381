import type { CdpSession } from '../chromium/cdp.ts';
import { NativeImage } from './native-image.ts';

export async function captureImage(cdp: CdpSession): Promise<NativeImage> {
  const { data } = await cdp.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
  return new NativeImage(Buffer.from(data, 'base64'));
}
