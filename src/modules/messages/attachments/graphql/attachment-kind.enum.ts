import { registerEnumType } from '@nestjs/graphql';
import type { MediaKind } from '../../../../common/media/content-types.js';

export const AttachmentKind = {
  IMAGE: 'IMAGE',
  VIDEO: 'VIDEO',
  AUDIO: 'AUDIO',
  FILE: 'FILE',
} as const satisfies Record<MediaKind, MediaKind>;

registerEnumType(AttachmentKind, {
  name: 'AttachmentKind',
  description: 'What an attachment is, decided from its content and never from its name.',
  valuesMap: {
    IMAGE: { description: 'A picture that browsers show: PNG, JPEG, GIF, WebP or AVIF.' },
    VIDEO: { description: 'A film.' },
    AUDIO: { description: 'Sound.' },
    FILE: { description: 'Anything else, also HTML and SVG: to be downloaded, never shown.' },
  },
});
