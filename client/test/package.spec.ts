/** The package as whoever installs it finds it. */
import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PackedKit } from './packed-kit.js';

const root = join(import.meta.dirname, '../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

const PROGRAM = `
import { createWiresideClient, LoginDocument, type Chat, type PendingSend } from '@wireside/apollo';
import { useMessages, useSend, WiresideProvider } from '@wireside/apollo/react';

const client = createWiresideClient({ url: 'https://chat.example.org/graphql' });
const chat: Chat | null = client.chat.current;
export const pending: readonly PendingSend[] = chat?.outbox.pending.current ?? [];
export const signIn = (): Promise<unknown> =>
  client.apollo.mutate({ mutation: LoginDocument, variables: { input: { identifier: 'ann', password: '…' } } });

function Room({ id }: { id: string }) {
  const { rows } = useMessages(id);
  const send = useSend(id);
  return <button onClick={() => void send({ text: String(rows.length) })}>Send</button>;
}
export const app = <WiresideProvider client={client}><Room id="1" /></WiresideProvider>;
// @ts-expect-error The types are there: a number is no address.
createWiresideClient({ url: 1 });
`;

describe('the package', () => {
  let kit: PackedKit;

  const run = (args: readonly string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: kit.folder, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  beforeAll(async () => {
    kit = await PackedKit.install();
    await writeFile(join(kit.folder, 'program.tsx'), PROGRAM);
  }, 240_000);

  afterAll(() => kit?.remove());

  it.each([
    ['esnext', 'bundler'],
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
  ])(
    'has types for a program in modules of kind %s, resolved as %s',
    async (module, moduleResolution) => {
      const lib = ['es2022', 'dom', 'dom.iterable'];
      const kind = { module, moduleResolution, target: 'es2022', lib, jsx: 'react-jsx', types: [] };
      // The declarations of a peer's peer are not right under node16.
      const compilerOptions = { ...kind, strict: true, noEmit: true, skipLibCheck: true };
      await writeFile(join(kit.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['program.tsx'] }));
      expect(run([tsc, '-p', '.'])).toEqual({ status: 0, output: '' });
    },
    120_000,
  );

  it('has each of its entries where it says, which run as they are', () => {
    for (const [entry, { types, default: code }] of Object.entries(kit.manifest.exports)) {
      expect(code.replace(/\.js$/, '.d.ts')).toBe(types);
      const name = `@wireside/apollo${entry.slice(1)}`;
      expect(run(['--input-type=module', '--eval', `await import('${name}');`])).toEqual({ status: 0, output: '' });
    }
  });

  it('needs its peers and nothing else, and React only for the hooks', async () => {
    expect(kit.manifest.dependencies).toBeUndefined();
    expect(kit.manifest.peerDependenciesMeta).toEqual({ react: { optional: true } });
    await rm(join(kit.folder, 'node_modules/react'));
    expect(run(['--input-type=module', '--eval', "await import('@wireside/apollo');"])).toEqual({
      status: 0,
      output: '',
    });
  });
});
