import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { describeMailer } from './mailer.contract.js';
import { SmtpMailer } from './smtp-mailer.js';

const from = 'Wireside <chat@example.org>';
const message = { to: 'ann@example.com', subject: 'Hello', text: 'Hi' };

async function startSmtp(options: SMTPServerOptions = {}) {
  const messages: { raw: string; recipients: string[] }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        messages.push({ raw: Buffer.concat(chunks).toString(), recipients });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.server.address() as AddressInfo).port;
  const mailer = new SmtpMailer({ url: `smtp://127.0.0.1:${port}`, from, timeoutMs: 2_000 });
  return {
    mailer,
    port,
    messages,
    received: async () => messages.map(({ raw }) => raw),
    stop: async () => {
      await mailer.close();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

describeMailer('SMTP', () => startSmtp());

describe('SmtpMailer', () => {
  it('delivers to exactly the recipient over few connections', async () => {
    let connections = 0;
    const world = await startSmtp({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    await Promise.all(Array.from({ length: 30 }, () => world.mailer.send(message)));
    expect(world.messages).toHaveLength(30);
    expect(new Set(world.messages.flatMap(({ recipients }) => recipients))).toEqual(new Set(['ann@example.com']));
    expect(connections).toBeLessThanOrEqual(5);
    await world.stop();
  });

  it('signs in with what its URL says, and reports a refusal without the password', async () => {
    const world = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, _session, done) {
        if (auth.password === 'right/word') done(null, { user: auth.username });
        else done(new Error('no'));
      },
    });
    const sender = (password: string) =>
      new SmtpMailer({ url: `smtp://me:${encodeURIComponent(password)}@127.0.0.1:${world.port}`, from });
    const good = sender('right/word');
    await good.send(message);
    expect(world.messages).toHaveLength(1);
    const bad = sender('wrong-word');
    const failure = await bad.send(message).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'MAIL_REJECTED',
      message: expect.not.stringContaining('wrong-word') as string,
    });
    await Promise.all([good.close(), bad.close(), world.stop()]);
  });

  it.each([
    [550, 'INVALID_RECIPIENT'],
    [450, 'MAIL_UNAVAILABLE'],
  ])('tells what the answer %i to a recipient means', async (responseCode, code) => {
    const world = await startSmtp({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('refused'), { responseCode })),
    });
    await expect(world.mailer.send(message)).rejects.toMatchObject({ code });
    await world.stop();
  });

  it('says that the message was rejected when the server will not have it', async () => {
    const world = await startSmtp({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 })));
      },
    });
    await expect(world.mailer.send(message)).rejects.toMatchObject({ code: 'MAIL_REJECTED' });
    await world.stop();
  });

  it('gives up on a server that is absent or never answers', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const patient = new SmtpMailer({ url, from, timeoutMs: 100 });
    await expect(patient.send(message)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await patient.close();
    await new Promise((resolve) => silent.close(resolve));
    const lonely = new SmtpMailer({ url, from, timeoutMs: 100 });
    await expect(lonely.send(message)).rejects.toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    await lonely.close();
  });
});
