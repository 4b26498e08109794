import { ERROR_CODES } from './error-codes.js';

/** The text of docs/errors.md. */
export function errorsDocument(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return `# Error codes

Generated from the code by \`npm run schema\`. Codes are part of the API: new ones are added, none is renamed.

Every error, over HTTP and over the socket alike, carries \`extensions.code\` from this table, \`extensions.requestId\`,
and the data named below. Socket close codes are listed in [realtime.md](realtime.md).

| code | meaning |
| --- | --- |
${rows.join('\n')}
`;
}
