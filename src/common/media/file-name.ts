const MAX_BYTES = 255;
const MAX_EXTENSION_BYTES = 32;
const FALLBACK = 'file';

// Control characters, bidirectional overrides and isolates, zero-width and invisible format characters: they make
// "gpj.exe" read as "exe.jpg" or split a header line.
const DECEPTIVE = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const FORBIDDEN_ON_DISKS = /[<>:"|?*]/g;

/**
 * A file name that is safe to store, show and send in a header: NFC, the last path part only, without control,
 * bidirectional-override and lone surrogate characters, at most 255 bytes of UTF-8 (the extension survives), never empty.
 */
export function sanitizeFileName(name: string): string {
  const lastPart = name.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '';
  const clean = lastPart
    .replace(LONE_SURROGATE, '')
    .replace(DECEPTIVE, '')
    .normalize('NFC')
    .replace(FORBIDDEN_ON_DISKS, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return shortenFileName(clean, MAX_BYTES) || FALLBACK;
}

/** Shortens a name to a number of UTF-8 bytes at a code point boundary and keeps its extension where there is one. */
export function shortenFileName(name: string, maxBytes: number): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  const extensionBytes = Buffer.byteLength(extension);
  if (extensionBytes === 0 || extensionBytes > Math.min(MAX_EXTENSION_BYTES, maxBytes / 2)) return cut(name, maxBytes);
  return cut(name.slice(0, dot), maxBytes - extensionBytes) + extension;
}

function cut(text: string, maxBytes: number): string {
  let bytes = 0;
  let result = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    result += character;
  }
  return result.trimEnd();
}
