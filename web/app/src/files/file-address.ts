/**
 * The API names the server's own files by the address under which the server knows itself. The page may have been opened by
 * another, as in a local network or behind a proxy: what gave the page gives the files too, and its policy knows no other place.
 */
export function addressFor(url: string, publicUrl: string | null | undefined): string {
  return publicUrl && url.startsWith(`${publicUrl}/files/`) ? url.slice(publicUrl.length) : url;
}

/** The server writes it into the page. */
const publicUrl = (): string | null =>
  document.querySelector('meta[name="wireside:public-url"]')?.getAttribute('content') ?? null;

/** Where this page reaches a file of the API. */
export const fileAddress = (url: string): string => addressFor(url, publicUrl());
