/**
 * On a device that holds nothing yet, styles/first-paint.js asks the server for what is to be seen first while the program is
 * still on its way. When the kit asks the same, it is answered from that.
 */
export interface Early {
  /** With which header it was asked: by now somebody else may be signed in. */
  readonly authorization: string;
  /** The list of conversations, and the newest messages of the one that is to be opened. */
  readonly questions: readonly Question[];
}

interface Question {
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Null when none has come. */
  readonly answer: Promise<Answer | null>;
}

interface Answer {
  readonly data?: {
    readonly conversations?: { readonly edges: readonly { readonly node: Stand }[] };
    readonly conversation?: Stand | null;
  } | null;
  readonly errors?: unknown;
}

interface Stand {
  readonly id: string;
  readonly revision: number;
}

declare global {
  interface Window {
    /** Null where there is something on the device. */
    early?: Promise<Early | null>;
  }
}

/**
 * `fetch` for the kit, which is given what was asked early: each answer once, and only until the socket is connected, because
 * from then on it has to be newer than that.
 */
export function fetchWithEarly(early: Promise<Early | null> | undefined, isConnected: () => boolean): typeof fetch {
  const given = new Set<Question>();
  return async (input, init) => {
    if (early && !isConnected()) {
      const asked = await early;
      const question = asked?.questions.find((one) => !given.has(one) && isSame(one, asked.authorization, init));
      if (asked && question) {
        given.add(question);
        const answer = await answerOf(question, asked);
        if (answer && !isConnected()) return Response.json(answer);
      }
    }
    return fetch(input, init);
  };
}

function isSame(question: Question, authorization: string, { body, headers }: RequestInit = {}): boolean {
  if (typeof body !== 'string' || new Headers(headers).get('authorization') !== authorization) return false;
  const { operationName, variables } = JSON.parse(body) as Partial<Question>;
  return operationName === question.operationName && JSON.stringify(variables) === JSON.stringify(question.variables);
}

async function answerOf({ answer }: Question, { questions: [list] }: Early): Promise<Answer | null> {
  const own = await answer;
  if (!own?.data || own.errors !== undefined) return null;
  const { conversation } = own.data;
  if (!conversation) return own;
  // Messages that are older than the list would be taken for as new: no event would tell what has become of them.
  const edges = (await list?.answer)?.data?.conversations?.edges ?? [];
  return edges.some(({ node: { id, revision } }) => id === conversation.id && revision === conversation.revision)
    ? own
    : null;
}
