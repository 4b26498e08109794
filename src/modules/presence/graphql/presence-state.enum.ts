import { registerEnumType } from '@nestjs/graphql';

export enum PresenceState {
  ONLINE = 'ONLINE',
  OFFLINE = 'OFFLINE',
}

registerEnumType(PresenceState, {
  name: 'PresenceState',
  description: 'Whether somebody is there.',
  valuesMap: {
    ONLINE: { description: 'A device of theirs is connected.' },
    OFFLINE: { description: 'None is, or the viewer may not know.' },
  },
});
