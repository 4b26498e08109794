import { registerEnumType } from '@nestjs/graphql';

/** What became of a membership. */
export enum MembershipChange {
  JOINED = 'JOINED',
  LEFT = 'LEFT',
  REMOVED = 'REMOVED',
  ROLE_CHANGED = 'ROLE_CHANGED',
  MUTED = 'MUTED',
}

registerEnumType(MembershipChange, {
  name: 'MembershipChange',
  description: 'What became of a membership.',
  valuesMap: {
    JOINED: { description: 'Somebody came in, by themselves or added by another.' },
    LEFT: { description: 'Somebody left.' },
    REMOVED: { description: 'Somebody was removed.' },
    ROLE_CHANGED: { description: 'Somebody has another role now.' },
    MUTED: { description: 'Somebody was forbidden to speak for a time, or allowed again.' },
  },
});
