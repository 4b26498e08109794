import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../time/clock.js';
import { FileMailer } from './file-mailer.js';
import { describeMailer } from './mailer.contract.js';

async function startFolder() {
  const root = await mkdtemp(join(tmpdir(), 'wireside-mail-'));
  const directory = join(root, 'mail');
  const paths: string[] = [];
  const from = 'Wireside <chat@example.org>';
  const mailer = new FileMailer({ directory, from, clock: new SystemClock(), log: (path) => paths.push(path) });
  return {
    mailer,
    directory,
    paths,
    received: () => Promise.all(paths.map((path) => readFile(path, 'utf8'))),
    stop: () => rm(root, { recursive: true, force: true }),
  };
}

describeMailer('file', startFolder);

describe('FileMailer', () => {
  let world: Awaited<ReturnType<typeof startFolder>>;
  beforeAll(async () => {
    world = await startFolder();
  });
  afterAll(() => world.stop());

  it('writes files that only the server may read, with the link as it stands', async () => {
    const link = `https://chat.example.org/reset?token=${'aB3='.repeat(60)}`;
    await world.mailer.send({ to: 'ann@example.com', subject: 'Hello', text: link, html: `<a href="${link}">x</a>` });
    const path = world.paths[0] ?? '';
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    expect((await readFile(path, 'utf8')).split(link)).toHaveLength(3);
    expect(await readdir(world.directory)).toEqual([path.slice(world.directory.length + 1)]);
    expect(path).toMatch(/\.eml$/);
  });

  it('says that it is unavailable when the folder can not be written', async () => {
    await rm(world.directory, { recursive: true });
    await writeFile(world.directory, 'in the way');
    const sending = world.mailer.send({ to: 'ann@example.com', subject: 'Hello', text: 'Hi' });
    await expect(sending).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
  });
});
