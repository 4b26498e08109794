import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FAKE_S3_CREDENTIALS, FAKE_S3_REGION, FakeS3 } from '../src/common/storage/fake-s3.fixture.js';
import { SystemClock } from '../src/common/time/clock.js';
import { AttachmentSweeper } from '../src/modules/messages/attachments/attachment-sweeper.js';
import { picture } from './support/attachments-world.js';
import type { Json } from './support/clients.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { COMPLETE_UPLOAD, CREATE_UPLOAD, refusalOf } from './support/uploads.js';

const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id attachments { id url } } }
}`;
const RECALL = `mutation ($input: RecallMessageInput!) { recallMessage(input: $input) { message { id } } }`;

describe('attachments in S3', () => {
  const s3 = new FakeS3(new SystemClock());
  let world: World;
  let node: ServerNode;
  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', FAKE_S3_CREDENTIALS.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', FAKE_S3_CREDENTIALS.secretAccessKey);
    const endpoint = encodeURIComponent(await s3.start());
    const STORAGE_URL = `s3://chat-files?region=${FAKE_S3_REGION}&endpoint=${endpoint}&prefix=attachments/`;
    world = await createWorld({ STORAGE_URL });
    node = await world.startNode();
  });
  afterAll(async () => {
    await world.close();
    await s3.stop();
    vi.unstubAllEnvs();
  });

  const announce = async (person: Person, fileName: string, size: number): Promise<Json> =>
    (await person.http.run(CREATE_UPLOAD, { input: { fileName, size } })).createAttachmentUpload;
  const send = ({ url, method, headers }: Json, bytes: Buffer) =>
    fetch(url, { method, body: bytes, headers: Object.fromEntries(headers.map((h: Json) => [h.name, h.value])) });

  it('go there and come from there directly, and are gone when the message is recalled', async () => {
    const [ada, bo] = [await register(node), await register(node)];
    const bytes = await picture(30, 20);
    const { attachment, upload } = await announce(ada, 'holiday.png', bytes.length);
    expect((await send(upload, bytes)).ok).toBe(true);
    expect((await send(upload, bytes)).status).toBe(412);
    const input = { attachmentId: attachment.id };
    const { completeAttachmentUpload } = await ada.http.run(COMPLETE_UPLOAD, { input });
    expect(completeAttachmentUpload.attachment).toMatchObject({
      status: 'READY',
      kind: 'IMAGE',
      width: 30,
      height: 20,
    });

    const conversationId = await ada.openDirect(bo);
    const { sendMessage } = await ada.http.run(SEND, {
      input: { conversationId, clientMessageId: randomUUID(), attachmentIds: [attachment.id] },
    });
    const [shown] = sendMessage.message.attachments;
    const response = await fetch(shown.url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);

    await ada.http.run(RECALL, { input: { messageId: sendMessage.message.id } });
    await node.app.get(AttachmentSweeper, { strict: false }).settled();
    expect((await fetch(shown.url)).status).toBe(404);
  });

  it('are not believed to be what was announced', async () => {
    const ada = await register(node);
    const { attachment } = await announce(ada, 'small.bin', 3);
    s3.objects.set(`/chat-files/attachments/${attachment.id}`, Buffer.alloc(1000));
    const input = { attachmentId: attachment.id };
    expect(await refusalOf(ada.http, COMPLETE_UPLOAD, { input })).toMatchObject({
      code: 'ATTACHMENT_REJECTED',
      reason: 'SIZE_MISMATCH',
    });
    expect(s3.objects.has(`/chat-files/attachments/${attachment.id}`)).toBe(false);
  });

  it('that S3 can’t be asked about are UNAVAILABLE, and complete when it is back', async () => {
    const ada = await register(node);
    const { attachment, upload } = await announce(ada, 'a.txt', 3);
    await send(upload, Buffer.from('abc'));
    const input = { attachmentId: attachment.id };
    s3.failure = { status: 403, code: 'AccessDenied' };
    expect(await refusalOf(ada.http, COMPLETE_UPLOAD, { input })).toMatchObject({ code: 'UNAVAILABLE' });
    s3.failure = null;
    const { completeAttachmentUpload } = await ada.http.run(COMPLETE_UPLOAD, { input });
    expect(completeAttachmentUpload.attachment).toMatchObject({ status: 'READY', kind: 'FILE' });
  });
});
