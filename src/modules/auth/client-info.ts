import type { GraphqlContext } from '../../common/graphql/graphql-context.js';

/** Where a sign-in came from, cut to what is stored. */
export interface ClientInfo {
  readonly address: string;
  readonly userAgent: string;
}

const ADDRESS_MAX = 64;
const USER_AGENT_MAX = 256;

export const clientOf = (context: GraphqlContext): ClientInfo => ({
  address: cut(context.address, ADDRESS_MAX),
  userAgent: cut(context.userAgent, USER_AGENT_MAX),
});

const cut = (text: string, max: number): string => [...text.toWellFormed().slice(0, max * 2)].slice(0, max).join('');
