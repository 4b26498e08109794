import { registerEnumType } from '@nestjs/graphql';
import { Sex } from '../users.policy.js';

registerEnumType(Sex, {
  name: 'Sex',
  description: 'What a person says of their sex.',
  valuesMap: {
    MALE: { description: 'Male.' },
    FEMALE: { description: 'Female.' },
    UNKNOWN: { description: 'Not said. The default.' },
  },
});

export { Sex };
