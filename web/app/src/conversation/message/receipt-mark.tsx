import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageStatus, Status } from './status.js';
import styles from './receipt-mark.module.css';

/** A message that is gone within this time needs no word about it. */
const LATE_MS = 1000;

const ICONS: Readonly<Record<Status, typeof Check>> = {
  waiting: Clock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};

interface ReceiptMarkProps extends MessageStatus {
  readonly createdAt: number;
  /** Whether more than one other person can have read it. */
  readonly isRoom: boolean;
}

/** How far a message has come, as a sign and in words. */
export function ReceiptMark({ status, readBy, createdAt, isRoom }: ReceiptMarkProps) {
  const { t } = useTranslation();
  const isUnderWay = status === 'waiting' || status === 'sending';
  const isLate = useLate(createdAt, isUnderWay);
  if (isUnderWay && !isLate) return <span className={styles.mark} />;
  const Icon = ICONS[status];
  const words =
    status === 'read' && isRoom
      ? t('conversation.status.readBy', { count: readBy })
      : t(`conversation.status.${status}`);
  return (
    <span className={styles.mark} data-status={status} title={words}>
      <Icon aria-hidden />
      <span className={isUnderWay ? undefined : 'visually-hidden'}>{words}</span>
    </span>
  );
}

function useLate(createdAt: number, isUnderWay: boolean): boolean {
  const [isLate, setLate] = useState(() => Date.now() - createdAt >= LATE_MS);
  useEffect(() => {
    if (!isUnderWay || isLate) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, LATE_MS - (Date.now() - createdAt)));
    return () => clearTimeout(timer);
  }, [createdAt, isUnderWay, isLate]);
  return isLate;
}
