import sharp from 'sharp';
import { RASTER_IMAGE_TYPES } from './content-types.js';

export interface ImageFacts {
  contentType: string;
  width: number;
  height: number;
}

export interface ImageLimits {
  maxPixels: number;
  timeoutSeconds: number;
}

const TYPE_OF_FORMAT: Partial<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  heif: 'image/avif',
};
const SAMPLE_PIXELS = 16;

// One thread an image, and only the decoders that we accept: libvips has others (SVG, PDF, TIFF…) that nobody needs here.
sharp.concurrency(1);
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadPng',
    'VipsForeignLoadJpeg',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
  ],
});

/**
 * Decodes a raster image entirely and tells its upright dimensions (EXIF orientation applied), or null when it is none
 * that we accept: broken, cut off, too many pixels, or of another format than its signature says.
 */
export async function probeImage(bytes: Buffer, sniffedType: string, limits: ImageLimits): Promise<ImageFacts | null> {
  if (!RASTER_IMAGE_TYPES.has(sniffedType)) return null;
  const options = { limitInputPixels: limits.maxPixels, failOn: 'error', sequentialRead: true } as const;
  try {
    const metadata = await sharp(bytes, options).timeout({ seconds: limits.timeoutSeconds }).metadata();
    const isExpected = TYPE_OF_FORMAT[metadata.format] === sniffedType;
    const isHevc = metadata.format === 'heif' && metadata.compression !== 'av1';
    if (!isExpected || isHevc || metadata.width * metadata.height > limits.maxPixels) return null;
    // Metadata proves the header alone; scaling down to a few pixels reads all of the data in little memory.
    await sharp(bytes, options)
      .timeout({ seconds: limits.timeoutSeconds })
      .resize(SAMPLE_PIXELS, SAMPLE_PIXELS, { fit: 'fill', kernel: 'nearest', fastShrinkOnLoad: true })
      .raw()
      .toBuffer();
    const { width, height } = metadata.autoOrient;
    return { contentType: sniffedType, width, height };
  } catch {
    return null;
  }
}
