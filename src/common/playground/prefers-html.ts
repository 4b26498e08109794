const API_TYPES = new Set(['application/json', 'application/graphql-response+json']);

/**
 * Whether an `Accept` header names `text/html` at least as high as any GraphQL answer type (RFC 9110, 12.5.1).
 * Wildcards alone do not count: `curl` and GraphQL clients send them, browsers name `text/html`.
 */
export function prefersHtml(accept: string | undefined): boolean {
  let html = 0;
  let api = 0;
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = qualityOf(parameters);
    if (type === 'text/html') html = Math.max(html, quality);
    else if (API_TYPES.has(type)) api = Math.max(api, quality);
  }
  return html > 0 && html >= api;
}

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (text === undefined) return 1;
  const quality = Number(text);
  return quality >= 0 && quality <= 1 ? quality : 0;
}
