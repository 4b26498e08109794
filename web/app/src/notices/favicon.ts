import plain from '../favicon.svg?raw';

/** The page's icon as an address, with a count on it where there is one. */
export function faviconOf(count: number): string {
  if (count === 0) return asAddress(plain);
  const text = count > 99 ? '99+' : String(count);
  const width = 12 + text.length * 4;
  const badge = `<rect x="${32 - width}" y="14" width="${width}" height="18" rx="9" fill="#d92d20"/><text x="${32 - width / 2}" y="27.5" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${text.length > 2 ? 11 : 13}" fill="#fff">${text}</text>`;
  return asAddress(plain.replace('</svg>', `${badge}</svg>`));
}

const asAddress = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;
