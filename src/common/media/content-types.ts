/** What an attachment is, decided from its bytes. */
export type MediaKind = 'IMAGE' | 'VIDEO' | 'AUDIO' | 'FILE';

/** The only types that a browser may show inline: raster images carry no script. */
export const RASTER_IMAGE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

export const OPAQUE_TYPE = 'application/octet-stream';

const MEDIA_TYPE = /^(?:audio|video)\/[a-z0-9][a-z0-9.+-]{0,63}$/;

// Documents that browsers either download or open in a sandboxed viewer; nothing here is rendered as markup.
const INERT_DOCUMENT_TYPES: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/zip',
  'application/gzip',
  'application/x-7z-compressed',
  'application/epub+zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]);

/**
 * The content type under which stored bytes may leave the server: the given one when it is inert (raster image, audio,
 * video, a known document), `application/octet-stream` otherwise, so that HTML, SVG, XML and scripts never run.
 */
export function inertContentType(contentType: string): string {
  const isInert =
    RASTER_IMAGE_TYPES.has(contentType) || MEDIA_TYPE.test(contentType) || INERT_DOCUMENT_TYPES.has(contentType);
  return isInert ? contentType : OPAQUE_TYPE;
}
