import refreshSession from './operations/refresh-session.graphql?raw';
import { post, type GraphQLAnswer } from './http.js';
import { Stored } from './stored.js';

/** Somebody who signed in from this page. */
export interface Person {
  userId: string;
  nickname: string;
  accountNumber: string;
  accessToken: string;
  refreshToken: string;
  expiresAt: string;
}

interface State {
  people: Person[];
  actingUserId: string | null;
}

const RENEW_BEFORE_EXPIRY_MS = 30_000;

export const people = new Stored<State>('wireside:people', { people: [], actingUserId: null });

// A second window starts with a copy of the tokens; refresh tokens work once, so renewals are shared.
const otherWindows = new BroadcastChannel('wireside:renewed');
otherWindows.onmessage = (event: MessageEvent<Person>) => {
  const state = people.get();
  if (
    state.people.some((known) => known.refreshToken !== event.data.refreshToken && known.userId === event.data.userId)
  )
    people.set({ ...state, people: replace(state.people, event.data) });
};

export function acting(): Person | undefined {
  const { people: all, actingUserId } = people.get();
  return all.find((person) => person.userId === actingUserId);
}

export function actAs(userId: string | null): void {
  people.set({ ...people.get(), actingUserId: userId });
}

export function forget(userId: string): void {
  const state = people.get();
  people.set({
    people: state.people.filter((person) => person.userId !== userId),
    actingUserId: state.actingUserId === userId ? null : state.actingUserId,
  });
}

/** Takes over the tokens that a sign-in operation returned, wherever in the page it was run. */
export function adoptTokens(answer: GraphQLAnswer): Person | undefined {
  for (const payload of Object.values(answer.data ?? {})) {
    const person = toPerson(payload);
    if (!person) continue;
    people.set({ people: replace(people.get().people, person), actingUserId: person.userId });
    return person;
  }
  return undefined;
}

/** The acting person's `Authorization` value, renewed when it is about to expire; undefined for nobody. */
export async function currentAuthorization(): Promise<string | undefined> {
  const person = acting();
  if (!person) return undefined;
  const expiresInMs = new Date(person.expiresAt).getTime() - Date.now();
  const fresh = expiresInMs < RENEW_BEFORE_EXPIRY_MS ? await renew(person) : person;
  return fresh && `Bearer ${fresh.accessToken}`;
}

async function renew(person: Person): Promise<Person | undefined> {
  const answer = await post({ query: refreshSession, variables: { input: { refreshToken: person.refreshToken } } }, {});
  const renewed = adoptTokens(answer);
  if (renewed) otherWindows.postMessage(renewed);
  else forget(person.userId);
  return renewed;
}

function replace(all: readonly Person[], person: Person): Person[] {
  return [...all.filter((known) => known.userId !== person.userId), person];
}

function toPerson(payload: unknown): Person | undefined {
  const { accessToken, refreshToken, expiresAt, user } = (payload ?? {}) as Record<string, unknown>;
  const { id, nickname, accountNumber } = (user ?? {}) as Record<string, unknown>;
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string' || typeof id !== 'string') return undefined;
  return {
    userId: id,
    nickname: typeof nickname === 'string' ? nickname : id,
    accountNumber: typeof accountNumber === 'string' ? accountNumber : '',
    accessToken,
    refreshToken,
    expiresAt: typeof expiresAt === 'string' ? expiresAt : '',
  };
}
