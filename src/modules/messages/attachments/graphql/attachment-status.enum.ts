import { registerEnumType } from '@nestjs/graphql';
import { AttachmentStatus } from '../attachments.policy.js';

/** What is shown of the states: nobody ever sees a discarded attachment. */
export const ShownAttachmentStatus = {
  PENDING: AttachmentStatus.PENDING,
  READY: AttachmentStatus.READY,
  REJECTED: AttachmentStatus.REJECTED,
} as const;

registerEnumType(ShownAttachmentStatus, {
  name: 'AttachmentStatus',
  description: 'How far an upload has come.',
  valuesMap: {
    PENDING: { description: 'Announced; the bytes have not come or have not been looked at.' },
    READY: { description: 'Complete; it can be sent, and fetched.' },
    REJECTED: { description: 'The bytes were not what was announced, or are not allowed. Start again.' },
  },
});
