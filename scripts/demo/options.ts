import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Where the server is, without a slash at the end. */
  readonly url: string;
  /** No pauses between the lines. */
  readonly fast: boolean;
  readonly help: boolean;
}

export const USAGE = `usage: npm run demo [-- --url http://localhost:3000] [--fast]

  --url    where the server is (default http://localhost:3000)
  --fast   no pauses: for machines rather than for people
`;

/** @throws Error with a sentence for people when the arguments make no sense */
export function parseOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      fast: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const { protocol, origin } = new URL(values.url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`--url must begin with http:// or https://`);
  return { url: origin, fast: values.fast, help: values.help };
}
