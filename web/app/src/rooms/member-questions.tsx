import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MUTE_SPANS, muteUntil, type MuteSpan } from '../conversation-list/mute.js';
import type { MemberFieldsFragment } from '../generated/documents.js';
import { Confirm } from '../ui/confirm.js';
import { Field, Select } from '../ui/field.js';
import styles from './room-form.module.css';
import type { RoomActions } from './use-room-actions.js';

export interface MemberQuestion {
  readonly kind: 'transfer' | 'remove' | 'ban';
  readonly member: MemberFieldsFragment;
}

interface MemberQuestionsProps {
  readonly question: MemberQuestion;
  readonly actions: RoomActions;
  readonly onClose: () => void;
}

const REASON_MAX = 280;

/** Asks before something is done to a member that they will not like, or that can't be taken back. */
export function MemberQuestions({ question: { kind, member }, actions, onClose }: MemberQuestionsProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<MuteSpan>('forever');
  const name = member.user?.nickname ?? t('rooms.details.nobody');
  const perform = async (): Promise<void> => {
    if (kind === 'transfer') await actions.transfer(member);
    else if (kind === 'remove') await actions.remove(member, null);
    else {
      const until = span === 'forever' ? null : muteUntil(span, new Date());
      await actions.remove(member, { reason: reason.trim() || null, until });
    }
  };
  return (
    <Confirm
      title={t(`rooms.confirm.${kind}Title`, { name })}
      action={t(`rooms.confirm.${kind}`)}
      danger={kind !== 'transfer'}
      onConfirm={perform}
      onClose={onClose}
    >
      <p>{t(`rooms.confirm.${kind}Text`, { name })}</p>
      {kind === 'ban' && (
        <div className={styles.form}>
          <Select
            label={t('rooms.confirm.banSpan')}
            value={span}
            onChange={({ target }) => setSpan(MUTE_SPANS.find((one) => one === target.value) ?? 'forever')}
          >
            {MUTE_SPANS.map((one) => (
              <option key={one} value={one}>
                {t(`rooms.action.${one}`)}
              </option>
            ))}
          </Select>
          <Field
            label={t('rooms.confirm.banReason')}
            value={reason}
            maxLength={REASON_MAX}
            onChange={({ target }) => setReason(target.value)}
          />
        </div>
      )}
    </Confirm>
  );
}
