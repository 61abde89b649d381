/** Points of one picture. Its file may be small and the picture enormous: unpacked it would fill the window's memory. */
export const RASTER_POINTS = 40_000_000;

export interface RasterSize {
  width: number;
  height: number;
}

/** How large the picture says it is, read from its head; undefined when that is not to be found. */
export function rasterSize(bytes: Uint8Array): RasterSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 30) return undefined;
  if (bytes[0] === 0x89) return { width: view.getUint32(16), height: view.getUint32(20) };
  return bytes[0] === 0xff ? jpegSize(view) : webpSize(view);
}

/** False for what would take too much memory, and for what does not say. */
export function isDrawable(bytes: Uint8Array): boolean {
  const size = rasterSize(bytes);
  return size !== undefined && size.width > 0 && size.height > 0 && size.width * size.height <= RASTER_POINTS;
}

/** A JPEG is a list of segments; the one that starts the frame has the size. */
function jpegSize(view: DataView): RasterSize | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const kind = view.getUint8(at + 1);
    if (kind === 0xff) at += 1;
    else if (startsFrame(kind)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function startsFrame(kind: number): boolean {
  // 0xc4, 0xc8 and 0xcc lie between them and mean something else.
  return kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
}

const EXTENDED = 0x5650_3858;
const LOSSLESS = 0x5650_384c;
const LOSSY = 0x5650_3820;

function webpSize(view: DataView): RasterSize | undefined {
  const kind = view.getUint32(12);
  if (kind === EXTENDED) {
    return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
  }
  if (kind === LOSSLESS) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== LOSSY) return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}
