const MOST_WIDTH = 320;
const MOST_HEIGHT = 360;
/** So that what stands on a very flat or narrow picture can still be hit. */
const LEAST = 64;

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** The room that a picture takes, known before it is there; null when its size is not known. */
export function boxOf(width: number | null, height: number | null): Box | null {
  if (!width || !height) return null;
  const scale = Math.min(1, MOST_WIDTH / width, MOST_HEIGHT / height);
  return { width: Math.max(LEAST, Math.round(width * scale)), height: Math.max(LEAST, Math.round(height * scale)) };
}
