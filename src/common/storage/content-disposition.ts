import { RASTER_IMAGE_TYPES } from '../media/content-types.js';
import { sanitizeFileName } from '../media/file-name.js';

/** The `Content-Disposition` of a served object (RFC 6266): inline for raster images if asked, attachment otherwise. */
export function contentDisposition(request: {
  fileName: string;
  contentType: string;
  disposition: 'inline' | 'attachment';
}): string {
  const isInline = request.disposition === 'inline' && RASTER_IMAGE_TYPES.has(request.contentType);
  return `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${extendedValue(sanitizeFileName(request.fileName))}`;
}

/** RFC 8187 `ext-value` characters: what `encodeURIComponent` leaves but the grammar forbids is escaped as well. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
