import { register } from '../../test/support/people.js';
import { RawSocket } from '../../test/support/raw-socket.js';
import { exactly, type Attack } from '../attack.js';
import { Stage } from '../stage.js';

const DEEP = `{ conversations(first: 100) { edges { node { participants(first: 100) { edges { node { user { id } } } } messages(first: 100) { edges { node { id replyTo { id replyTo { id } } } } } } } } }`;
const ALIASES = `{ ${Array.from({ length: 200 }, (_, index) => `a${index}: me { id }`).join(' ')} }`;

/** What a hostile client may try at the socket. */
export const doors: Attack = {
  name: 'doors',
  title: 'foreign origins, huge messages, dear and many operations on a socket',
  async run() {
    const stage = await Stage.set({ nodes: 1 });
    try {
      const node = stage.node(0);
      const { accessToken: token } = await register(node);
      const foreign = await RawSocket.open(node, { origin: 'https://evil.example' }).then(
        () => 'let in',
        (error: Error) => error.message,
      );
      const huge = await RawSocket.ready(node, { token });
      huge.send({ type: 'subscribe', id: 'huge', payload: { query: `{ me { id } } # ${'x'.repeat(1_000_000)}` } });
      const closed = await Promise.race([huge.whenClosed().then(({ code }) => code), answerOf(huge)]);
      const busy = await RawSocket.ready(node, { token });
      const refusals: string[] = [];
      for (const query of [DEEP, ALIASES]) {
        busy.subscribe(String(refusals.length), query);
        refusals.push(await answerOf(busy));
      }
      for (let index = 0; index < 101; index += 1) busy.subscribe(`s${index}`, 'subscription { inbox { __typename } }');
      const last = await busy.nextWhere(({ id, type }) => id === 's100' || type === 'error');
      await Promise.all([huge.end(), busy.end()]);
      return {
        load: 'one hostile client',
        faults:
          'an upgrade with a foreign Origin, a message of 1 MB, operations too dear and with too many aliases, 101 subscriptions at once',
        figures: [
          exactly('foreign origin', foreign, 'refused: 403'),
          exactly('message of 1 MB', closed, 1009),
          exactly('dear operations', refusals.join(', '), 'error, error'),
          exactly('subscription 101', last.type, 'error'),
          exactly('the server lives', node.process.exitCode === null ? 'yes' : 'no', 'yes'),
        ],
        verdict: null,
        void: [],
      };
    } finally {
      await stage.close();
    }
  },
};

const answerOf = async (socket: RawSocket): Promise<string> =>
  (await socket.nextWhere(({ type }) => type === 'next' || type === 'error')).type;
