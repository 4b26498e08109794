/** Where `STORAGE_URL` leads. */
export interface StorageUrl {
  bucket: string;
  region: string;
  endpoint?: string;
  publicEndpoint?: string;
  keyPrefix?: string;
  forcePathStyle: boolean;
  conditionalWrites: boolean;
}

const OPTIONS = new Set(['region', 'endpoint', 'publicEndpoint', 'prefix', 'forcePathStyle', 'conditionalWrites']);
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9-]{1,40}$/;
const PREFIX = /^[\w./-]{1,128}$/;

/**
 * Reads `s3://bucket?region=…&endpoint=…&publicEndpoint=…&prefix=…&forcePathStyle=true&conditionalWrites=false`; null
 * for anything else. Credentials don't belong into it: they come from the AWS default chain (environment, profile, role).
 */
export function parseStorageUrl(text: string): StorageUrl | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:' || url.username || url.password || url.port || url.hash) return null;
  if (!BUCKET.test(url.hostname) || !['', '/'].includes(url.pathname)) return null;
  const options = url.searchParams;
  if ([...options.keys()].some((name) => !OPTIONS.has(name))) return null;
  const endpoints = [options.get('endpoint'), options.get('publicEndpoint')];
  if (endpoints.some((endpoint) => endpoint !== null && !isWebAddress(endpoint))) return null;
  const [endpoint, publicEndpoint] = endpoints;
  const region = options.get('region') ?? 'us-east-1';
  const keyPrefix = options.get('prefix');
  const forcePathStyle = truth(options.get('forcePathStyle'), Boolean(endpoint));
  const conditionalWrites = truth(options.get('conditionalWrites'), true);
  if (!REGION.test(region) || (keyPrefix !== null && !PREFIX.test(keyPrefix))) return null;
  if (forcePathStyle === null || conditionalWrites === null) return null;
  return {
    bucket: url.hostname,
    region,
    forcePathStyle,
    conditionalWrites,
    ...(endpoint ? { endpoint } : {}),
    ...(publicEndpoint ? { publicEndpoint } : {}),
    ...(keyPrefix ? { keyPrefix } : {}),
  };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function truth(text: string | null, fallback: boolean): boolean | null {
  if (text === null) return fallback;
  return text === 'true' ? true : text === 'false' ? false : null;
}
