/** What browsers show, and the server takes for a picture. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

/** The same, for file pickers. */
export const PICTURE_TYPES = PICTURES.join();

/** What the server takes a file for whose content tells it nothing. */
const OPAQUE = 'application/octet-stream';

/** Whether a file can become a picture here. One of which the browser knows nothing is for the server to judge. */
export const mayBePicture = ({ type }: Blob): boolean => type === '' || PICTURES.includes(type);

/** Text has no content that tells its type, but for two kinds that are called documents as well. */
const kindOf = (type: string): string => /^(image|audio|video|text(?!\/(?:xml|rtf)))\//.exec(type)?.[1] ?? 'document';

/**
 * Whether a server that accepts these types (none: all) may take a file that the browser believes to be of this one. The server
 * goes by the content, the browser by the name: refused is only what no content makes right. Pictures have the same names
 * everywhere; films, sounds and documents have several, so that their kind has to do.
 */
export function mayBeTaken(type: string, accepted: readonly string[]): boolean {
  if (type === '' || accepted.length === 0) return true;
  const kind = kindOf(type);
  return accepted.some((entry) => {
    const wanted = entry.toLowerCase();
    if (wanted === OPAQUE || wanted === 'application/*') return true;
    return kind === 'image' ? wanted === type || wanted === 'image/*' : kindOf(wanted) === kind;
  });
}
