import type { TFunction } from 'i18next';
import type { CreateRoomMutation } from '../generated/documents.js';

type Skipped = CreateRoomMutation['createRoom']['skipped'];

/** Who was not added to a room, and why; null when everybody was. */
export function skippedText(t: TFunction, skipped: Skipped): string | null {
  if (skipped.length === 0) return null;
  const names = skipped.map(({ reason, user }) =>
    t(`rooms.skipped.${reason}`, { name: user?.nickname ?? t('common.deletedUser') }),
  );
  return t('rooms.form.skipped', { names: names.join(', ') });
}
