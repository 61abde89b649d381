/** A PNG of four by three points. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAHklEQVR4nGNQi7wmkmZT48uwQkGKAc4CijLAWUBRANh1CyNhfTAHAAAAAElFTkSuQmCC';

export const SAMPLE_PICTURE: Uint8Array = Uint8Array.from(atob(PICTURE), (letter) => letter.charCodeAt(0));
