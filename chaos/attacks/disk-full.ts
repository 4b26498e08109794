import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEND, register, type Person } from '../../test/support/people.js';
import { CREATE_UPLOAD, sendBytes } from '../../test/support/uploads.js';
import { atMost, exactly, type Attack, type Figure } from '../attack.js';
import { Stage } from '../stage.js';
import { HttpWire, type Reply } from '../wire.js';

const READ = `query ($id: ID!) { conversation(id: $id) { lastSeq messages(last: 5) { edges { node { seq } } } } }`;

/** Small file systems of their own for the database and for uploads, filled to the last block. */
export const diskFull: Attack = {
  name: 'disk-full',
  title: 'disk full: database, uploads',
  async run({ log }) {
    const figures: Figure[] = [];
    const databaseDisk = SmallDisk.mount('400m');
    const fileDisk = SmallDisk.mount('8m');
    if (!databaseDisk || !fileDisk) {
      databaseDisk?.unmount();
      return {
        load: '',
        faults: 'a file system of its own could not be mounted on this machine: not run',
        figures: [],
        verdict: null,
        void: [],
      };
    }
    const stage = await Stage.set({
      mariadb: { parentFolder: databaseDisk.folder },
      settings: { DATA_DIR: fileDisk.folder },
    }).catch((error: unknown) => {
      databaseDisk.unmount();
      fileDisk.unmount();
      throw error;
    });
    try {
      const person = await register(stage.node(0), 'Writer');
      const { conversationId } = await person.createRoom('Full');
      const send = (number: number): Promise<Reply> =>
        new HttpWire(() => stage.node(number % 2).url, person.accessToken).ask(
          SEND,
          { input: { conversationId, clientMessageId: `m${number}`, text: 'x'.repeat(9000) } },
          60_000,
        );
      let acknowledged = 0;
      for (; acknowledged < 50; acknowledged += 1) await expectOk(send(acknowledged));

      databaseDisk.fill();
      const codes = new Set<string>();
      let refused = 0;
      // The tables have room for some more before they need another extent.
      for (let number = 1000; refused < 20 && number < 3000; number += 1) {
        const reply = await send(number);
        if (reply.kind === 'ok') acknowledged += 1;
        else {
          refused += 1;
          codes.add(reply.kind === 'refused' ? reply.fault.extensions.code : reply.why);
        }
      }
      log(`database full: ${refused} refused with ${[...codes].join(', ')}`);
      const read = await new HttpWire(() => stage.node(1).url, person.accessToken).ask(
        READ,
        { id: conversationId },
        60_000,
      );
      databaseDisk.empty();
      const healedAt = performance.now();
      while ((await send(5000)).kind !== 'ok' && performance.now() - healedAt < 60_000) continue;
      const healed = (performance.now() - healedAt) / 1000;
      const [stored] = await stage.sql<{ count: number }>('SELECT COUNT(*) AS count FROM messages');
      figures.push(
        exactly('database full: what senders were told', [...codes].join(', '), 'UNAVAILABLE'),
        exactly('database full: reads go on', read.kind, 'ok'),
        exactly('database full: messages missing afterwards', Math.max(0, acknowledged + 1 - Number(stored?.count)), 0),
        atMost('time', 'database full: sending again after there is room', healed, 10, 's'),
      );

      fileDisk.fill();
      const upload = await tryUpload(person);
      log(`uploads full: HTTP ${upload.status} ${upload.text.slice(0, 200)}`);
      const sends = await send(6000);
      fileDisk.empty();
      const afterwards = await tryUpload(person);
      figures.push(
        exactly(
          'uploads full: what the uploader is told',
          String(/"code":"(\w+)"/.exec(upload.text)?.[1]),
          'STORAGE_FULL',
        ),
        exactly('uploads full: sends go on', sends.kind, 'ok'),
        exactly('uploads full: HTTP status once there is room', afterwards.status, 201),
        exactly(
          'servers that were started again',
          stage.nodes.reduce((sum, { starts }) => sum + starts - 1, 0),
          0,
        ),
      );
      return {
        load: 'one sender of messages of 9,000 characters, one uploader; two nodes',
        faults:
          'a file system of 400 MiB under mariadbd, then one of 8 MiB under the uploads, filled to the last block',
        figures,
        verdict: null,
        void: refused > 0 ? [] : ['the database never ran out of room'],
      };
    } finally {
      await stage.close();
      databaseDisk.unmount();
      fileDisk.unmount();
    }
  },
};

async function expectOk(sending: Promise<Reply>): Promise<void> {
  const reply = await sending;
  if (reply.kind !== 'ok') throw new Error(`not sent: ${JSON.stringify(reply)}`);
}

async function tryUpload(person: Person): Promise<{ readonly status: number; readonly text: string }> {
  const bytes = randomBytes(1_000_000);
  const { createAttachmentUpload } = await person.http.run(CREATE_UPLOAD, {
    input: { fileName: 'a.bin', size: bytes.length },
  });
  const response = await sendBytes(person, createAttachmentUpload.upload, bytes);
  return { status: response.status, text: await response.text() };
}

/** A file system in memory. Needs the right to mount: null without. */
class SmallDisk {
  private constructor(readonly folder: string) {}

  static mount(size: string): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'wireside-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
      return new SmallDisk(folder);
    } catch {
      rmSync(folder, { recursive: true });
      return null;
    }
  }

  fill(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(join(this.folder, 'ballast'), Buffer.alloc(bavail * bsize));
  }

  empty(): void {
    rmSync(join(this.folder, 'ballast'), { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
