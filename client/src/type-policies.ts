import type { TypePolicies } from '@apollo/client';

/**
 * How Apollo's cache keeps what the server sends. Messages have no `merge` of their own: Apollo would keep a record of each
 * for it, which outlives the message.
 */
export const typePolicies: TypePolicies = {
  // Whole lists: the newer answer takes the place of the older one, also when it is shorter.
  Query: { fields: { contacts: { merge: false }, contactGroups: { merge: false }, sessions: { merge: false } } },
  // The viewer is one object, whichever query asks.
  Me: { merge: true },
  UserSettings: { merge: true },
};
