import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackgroundWork } from '../../src/modules/auth/background-work.js';
import type { Door, Json, Variables } from './clients.js';
import type { ServerNode, World } from './server.js';

const mutation = (name: string, selection: string): string =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;

/** Runs a mutation by its name; answers its payload. */
export async function act(door: Door, name: string, input: Variables, selection = '__typename'): Promise<Json> {
  return (await door.run(mutation(name, selection), { input }))[name];
}

/** The code that a mutation is refused with; null when it is not. */
export const refusalOf = (door: Door, name: string, input: Variables): Promise<string | null> =>
  door.codeOf(mutation(name, '__typename'), { input });

/** The token of the newest reset link that was mailed to an address; null when none was. */
export async function mailedToken(world: World, node: ServerNode, email: string): Promise<string | null> {
  await node.app.get(BackgroundWork, { strict: false }).settled();
  const folder = join(world.settings.DATA_DIR!, 'mail');
  const files = (await readdir(folder).catch(() => [])).sort();
  const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const mail = mails.filter((text) => text.includes(email)).at(-1);
  const text = mail?.replace(/=\r?\n/g, '').replaceAll('=3D', '=') ?? '';
  return /reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? null;
}
