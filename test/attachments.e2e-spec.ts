import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mp4, wav } from '../src/common/media/samples.fixture.js';
import { ManualClock } from '../src/common/storage/object-storage.contract.js';
import { Clock } from '../src/common/time/clock.js';
import { picture } from './support/attachments-world.js';
import { HttpDoor, type Json } from './support/clients.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import {
  COMPLETE_UPLOAD,
  CREATE_UPLOAD,
  fetchFile,
  READ_ATTACHMENT,
  refusalOf,
  sendBytes,
  sendFile,
  upload,
} from './support/uploads.js';

const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id seq text attachments { id kind url width height durationMs size fileName } } }
}`;
const HISTORY = `query ($id: ID!) {
  conversation(id: $id) { messages(first: 10) { edges { node { seq attachments { id url } } } } }
}`;
const READ_LIMITS = '{ messageLimits { maxTextCharacters maxAttachments maxAttachmentBytes attachmentTypes } }';

describe('attachments', () => {
  let world: World;
  let node: ServerNode;
  beforeAll(async () => {
    world = await createWorld({ ATTACHMENT_MAX_BYTES: '1000000' });
    node = await world.startNode();
  });
  afterAll(() => world.close());

  const pair = async (): Promise<[Person, Person, string]> => {
    const [ada, bo] = [await register(node), await register(node)];
    return [ada, bo, await ada.openDirect(bo)];
  };
  const send = async (
    sender: Person,
    conversationId: string,
    attachmentIds: string[],
    text?: string,
  ): Promise<Json> => {
    const input = { conversationId, clientMessageId: randomUUID(), text, attachmentIds };
    return (await sender.http.run(SEND, { input })).sendMessage.message;
  };
  const announce = async (person: Person, size: number): Promise<Json> =>
    (await person.http.run(CREATE_UPLOAD, { input: { fileName: 'x.bin', size } })).createAttachmentUpload;
  const codeOf = async (response: Response): Promise<[number, string]> => [
    response.status,
    ((await response.json()) as Json).error.code,
  ];

  describe.each(['HTTP', 'the socket'])('over %s', (way) => {
    it('are uploaded, sent and fetched by the other side', async () => {
      const [ada, bo, conversationId] = await pair();
      const door = way === 'HTTP' ? ada.http : ada.socket();
      const bytes = await picture(30, 20);
      const attachment = await upload(ada, bytes, 'holiday ☃.png', door);
      expect(attachment).toMatchObject({
        ...{ status: 'READY', kind: 'IMAGE', contentType: 'image/png', width: 30, height: 20, durationMs: null },
        ...{ size: bytes.length, fileName: 'holiday ☃.png', createdAt: expect.stringMatching(/Z$/) },
      });
      const input = { conversationId, clientMessageId: randomUUID(), attachmentIds: [attachment.id] };
      const { sendMessage } = await door.run(SEND, { input });
      expect(sendMessage.message).toMatchObject({ text: null, attachments: [{ id: attachment.id, kind: 'IMAGE' }] });

      const history = await bo.http.run(HISTORY, { id: conversationId });
      const [shown] = history.conversation.messages.edges[0].node.attachments;
      // The same for all viewers: events are made once for all who see them.
      expect(shown.url).toBe(sendMessage.message.attachments[0].url);
      const response = await fetchFile(bo, shown.url);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': "inline; filename*=UTF-8''holiday%20%E2%98%83.png",
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'cross-origin',
        'accept-ranges': 'bytes',
      });
      await Promise.all([ada.close(), bo.close()]);
    });

    it('too large, nameless, unknown, foreign and unfinished ones are refused alike', async () => {
      const [ada, stranger] = [await register(node), await register(node)];
      const door = way === 'HTTP' ? ada.http : ada.socket();
      const create = (fileName: string, size: number) => refusalOf(door, CREATE_UPLOAD, { input: { fileName, size } });
      expect(await create('big', 1_000_001)).toMatchObject({ code: 'TOO_LARGE', field: 'size', limit: 1_000_000 });
      expect(await create('', 1)).toMatchObject({ code: 'INVALID_INPUT', field: 'fileName' });
      expect(await create('x'.repeat(1025), 1)).toMatchObject({ code: 'INVALID_INPUT', field: 'fileName' });
      for (const size of [0, -1])
        expect(await create('x', size)).toMatchObject({ code: 'INVALID_INPUT', field: 'size' });
      for (const size of [1.5, 1e12, Number.NaN]) expect((await create('x', size)).code).toBe('INVALID_INPUT');

      const foreign = await sendFile(stranger, Buffer.from('x'), 'x');
      const complete = (attachmentId: string) => refusalOf(door, COMPLETE_UPLOAD, { input: { attachmentId } });
      for (const wrong of [foreign, randomUUID(), '', '\u0000', '../../etc/passwd'])
        expect(await complete(wrong)).toMatchObject({ code: 'NOT_FOUND' });
      const { attachment } = await announce(ada, 5);
      expect(attachment).toMatchObject({ status: 'PENDING', kind: 'FILE', url: null });
      expect(await complete(attachment.id)).toMatchObject({ code: 'ATTACHMENT_NOT_READY' });
      await Promise.all([ada.close(), stranger.close()]);
    });
  });

  it('need a signed-in user', async () => {
    const nobody = new HttpDoor(node.url);
    expect(await nobody.codeOf(CREATE_UPLOAD, { input: { fileName: 'x', size: 1 } })).toBe('UNAUTHENTICATED');
    expect(await nobody.codeOf(COMPLETE_UPLOAD, { input: { attachmentId: randomUUID() } })).toBe('UNAUTHENTICATED');
    expect(await nobody.codeOf(READ_ATTACHMENT, { id: randomUUID() })).toBe('UNAUTHENTICATED');
  });

  it('are what their bytes are, whatever their name says', async () => {
    const ada = await register(node);
    const film = mp4({ handler: 'vide', width: 64, height: 48, durationMs: 3000 });
    expect(await upload(ada, film, 'a.txt')).toMatchObject({ kind: 'VIDEO', width: 64, height: 48, durationMs: 3000 });
    expect(await upload(ada, wav(2), 'a.html')).toMatchObject({ kind: 'AUDIO', durationMs: 2000, width: null });
    expect(await upload(ada, Buffer.from('plain text'), 'a.png')).toMatchObject({
      kind: 'FILE',
      contentType: 'application/octet-stream',
    });
  });

  it.each([
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['script.js', 'alert(1)'],
  ])('%s leaves the server as nothing that a browser would run', async (fileName, text) => {
    const ada = await register(node);
    const { url, kind } = await upload(ada, Buffer.from(text), fileName);
    expect(kind).toBe('FILE');
    const response = await fetchFile(ada, url);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(await response.text()).toBe(text);
  });

  it('that play are served in ranges', async () => {
    const ada = await register(node);
    const bytes = wav(3);
    const { url } = await upload(ada, bytes, 'voice.wav');
    const ranged = (range: string) => fetchFile(ada, url, { headers: { range } });
    const part = await ranged('bytes=100-199');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
    const tail = await ranged('bytes=-10');
    expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.subarray(-10))).toBe(true);
    expect((await ranged(`bytes=${bytes.length}-`)).status).toBe(416);
    const head = await fetchFile(ada, url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    const etag = head.headers.get('etag') ?? '';
    expect((await fetchFile(ada, url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('take exactly the announced bytes, once', async () => {
    const ada = await register(node);
    const { upload: target, attachment } = await announce(ada, 10);
    expect(await codeOf(await sendBytes(ada, target, Buffer.alloc(9)))).toEqual([400, 'UPLOAD_SIZE_MISMATCH']);
    expect(await codeOf(await sendBytes(ada, target, Buffer.alloc(11)))).toEqual([413, 'UPLOAD_TOO_LARGE']);
    expect(await ada.http.codeOf(COMPLETE_UPLOAD, { input: { attachmentId: attachment.id } })).toBe(
      'ATTACHMENT_NOT_READY',
    );
    expect((await sendBytes(ada, target, Buffer.alloc(10))).status).toBe(201);
    expect(await codeOf(await sendBytes(ada, target, Buffer.alloc(10)))).toEqual([409, 'UPLOAD_ALREADY_COMPLETED']);
    const first = await ada.http.run(COMPLETE_UPLOAD, { input: { attachmentId: attachment.id } });
    expect(await ada.http.run(COMPLETE_UPLOAD, { input: { attachmentId: attachment.id } })).toEqual(first);
  });

  it('take no forged or misused link', async () => {
    const ada = await register(node);
    const { upload: target } = await announce(ada, 4);
    const { url } = await upload(ada, Buffer.from('text'), 'x');
    const token = new URL(target.url).pathname.split('/').at(-1) as string;
    const forged = [token.slice(0, -1), token.replace(/^u\.\w+/, 'u.zzzzzz'), 'u', '%00', 'x'.repeat(500)];
    for (const wrong of forged)
      expect(
        await codeOf(await sendBytes(ada, { ...target, url: target.url.replace(token, wrong) }, Buffer.alloc(4))),
      ).toEqual([404, 'UPLOAD_LINK_INVALID']);
    const download = new URL(url).pathname.split('/')[2] as string;
    for (const wrong of [download.slice(0, -1), token, 'd', download.replace(/^d\.\w+/, 'd.zzzzzz')]) {
      const response = await fetchFile(ada, url.replace(download, wrong));
      expect(await codeOf(response)).toEqual([404, 'FILE_NOT_FOUND']);
    }
    expect((await fetchFile(ada, url)).status).toBe(200);
  });

  it('show themselves to who can see the message only', async () => {
    const [ada, bo, conversationId] = await pair();
    const stranger = await register(node);
    const { id } = await upload(ada, await picture(), 'a.png');
    const sees = async (person: Person) => (await person.http.run(READ_ATTACHMENT, { id })).attachment !== null;
    expect([await sees(ada), await sees(bo), await sees(stranger)]).toEqual([true, false, false]);
    await send(ada, conversationId, [id]);
    expect([await sees(ada), await sees(bo), await sees(stranger)]).toEqual([true, true, false]);
    expect((await stranger.http.run(READ_ATTACHMENT, { id: 'nonsense' })).attachment).toBeNull();
  });

  it('can be sent by their owner alone, once, and twenty at a time', async () => {
    const [ada, bo, conversationId] = await pair();
    const { id } = await upload(ada, Buffer.from('a'), 'a');
    const input = { conversationId, clientMessageId: randomUUID(), attachmentIds: [id] };
    const refused = (person: Person, more: Json = {}) =>
      refusalOf(person.http, SEND, { input: { ...input, clientMessageId: randomUUID(), ...more } });
    expect(await refused(bo)).toMatchObject({ code: 'ATTACHMENT_NOT_READY', field: 'attachmentIds' });
    expect(await refused(ada, { attachmentIds: [randomUUID()] })).toMatchObject({ code: 'ATTACHMENT_NOT_READY' });
    expect(await refused(ada, { attachmentIds: [id, id] })).toMatchObject({ code: 'INVALID_INPUT' });
    const many = Array.from({ length: 21 }, () => randomUUID());
    expect(await refused(ada, { attachmentIds: many })).toMatchObject({ code: 'INVALID_INPUT' });
    const first = await ada.http.run(SEND, { input });
    // The same send once more is the same message, not a second use of the attachment.
    expect(await ada.http.run(SEND, { input })).toEqual(first);
    expect(await refused(ada)).toMatchObject({ code: 'ATTACHMENT_NOT_READY' });
  });

  it('of a recalled message are gone at once, on every node', async () => {
    const [ada, bo, conversationId] = await pair();
    const { id } = await upload(ada, await picture(), 'a.png');
    const message = await send(ada, conversationId, [id], 'look');
    const { url } = message.attachments[0];
    const other = world.isShared ? bo.on(await world.startNode()) : bo;
    expect((await fetchFile(other, url)).status).toBe(200);
    await ada.http.run(`mutation ($input: RecallMessageInput!) { recallMessage(input: $input) { message { id } } }`, {
      input: { messageId: message.id },
    });
    expect(await codeOf(await fetchFile(other, url))).toEqual([404, 'FILE_NOT_FOUND']);
    expect((await bo.http.run(READ_ATTACHMENT, { id })).attachment).toBeNull();
    const history = await bo.http.run(HISTORY, { id: conversationId });
    expect(history.conversation.messages.edges[0].node.attachments).toEqual([]);
  });

  it('become avatars and photo walls, which everybody sees', async () => {
    const [ada, bo] = [await register(node), await register(node)];
    const [avatar, photo] = [
      await upload(ada, await picture(), 'me.png'),
      await upload(ada, await picture(9, 9), 'b.png'),
    ];
    const UPDATE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { me { id } } }`;
    const change = { avatarAttachmentId: avatar.id, photoWallAttachmentIds: [photo.id, avatar.id] };
    expect(await bo.http.codeOf(UPDATE, { input: change })).toBe('NOT_FOUND');
    await ada.http.run(UPDATE, { input: change });
    const { user } = await bo.http.run(
      `query ($id: ID!) { user(id: $id) { avatarUrl photoWall { id url width height } } }`,
      { id: ada.id },
    );
    expect(user.photoWall).toMatchObject([{ id: photo.id, width: 9, height: 9 }, { id: avatar.id }]);
    expect(user.avatarUrl).toBe(user.photoWall[1].url);
    expect((await fetchFile(bo, user.avatarUrl)).status).toBe(200);
  });

  it('are uploaded and fetched by web pages of allowed origins', async () => {
    const ada = await register(node);
    const { upload: target } = await announce(ada, 3);
    const preflight = (origin: string) =>
      fetchFile(ada, target.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'content-type',
        },
      });
    const allowed = await preflight('http://localhost:5173');
    expect(allowed.status).toBeLessThan(300);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type');
    const refused = await preflight('https://evil.example');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    const answer = await fetchFile(ada, target.url, {
      method: 'PUT',
      headers: { origin: 'http://localhost:5173', 'content-type': 'application/octet-stream' },
      body: Buffer.alloc(3),
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([201, 'http://localhost:5173']);
  });
});

describe('upload limits', () => {
  it('throttle who announces too much', async () => {
    const world = await createWorld({ RATE_LIMITS: 'on' });
    try {
      const ada = await register(await world.startNode());
      const create = () => ada.http.ask(CREATE_UPLOAD, { input: { fileName: 'x', size: 1 } });
      for (let count = 0; count < 50; count += 1) expect((await create()).errors).toBeUndefined();
      const { errors } = await create();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    } finally {
      await world.close();
    }
  });

  it('end links that have expired', async () => {
    const world = await createWorld({ ATTACHMENT_UPLOAD_TTL_SECONDS: '30', ATTACHMENT_TYPES: 'image/*' });
    try {
      const node = await world.startNode();
      const ada = await register(node);
      const { createAttachmentUpload: late } = await ada.http.run(CREATE_UPLOAD, { input: { fileName: 'x', size: 1 } });
      const fetched = await upload(ada, await picture(), 'x');
      const moved = new ManualClock();
      moved.advance(14 * 60_000);
      node.app.get(Clock, { strict: false }).now = () => moved.now();
      expect((await sendBytes(ada, late.upload, Buffer.alloc(1))).status).toBe(410);
      moved.advance(2 * 60_000);
      expect((await fetchFile(ada, fetched.url)).status).toBe(404);
    } finally {
      await world.close();
    }
  });

  it('are told to whoever is signed in, before anything is sent', async () => {
    const world = await createWorld({
      ...{
        ATTACHMENT_TYPES: 'image/*, application/pdf',
        ATTACHMENT_MAX_BYTES: '1234567',
        MESSAGE_MAX_CHARACTERS: '500',
      },
    });
    try {
      const node = await world.startNode();
      const ada = await register(node);
      expect((await ada.http.run(READ_LIMITS)).messageLimits).toEqual({
        ...{ maxTextCharacters: 500, maxAttachments: 20, maxAttachmentBytes: 1234567 },
        attachmentTypes: ['image/*', 'application/pdf'],
      });
      expect(await refusalOf(new HttpDoor(node.url), READ_LIMITS, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    } finally {
      await world.close();
    }
  });

  it('hold for what the content is', async () => {
    const world = await createWorld({ ATTACHMENT_TYPES: 'image/*' });
    try {
      const ada = await register(await world.startNode());
      const attachmentId = await sendFile(ada, Buffer.from('no picture'), 'a.png');
      expect(await refusalOf(ada.http, COMPLETE_UPLOAD, { input: { attachmentId } })).toMatchObject({
        code: 'ATTACHMENT_REJECTED',
        reason: 'TYPE_NOT_ALLOWED',
      });
      expect((await ada.http.run(READ_ATTACHMENT, { id: attachmentId })).attachment).toMatchObject({
        status: 'REJECTED',
        url: null,
      });
    } finally {
      await world.close();
    }
  });
});
