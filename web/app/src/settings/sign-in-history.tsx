import { useQuery } from '@apollo/client/react';
import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LoginHistoryDocument } from '../generated/documents.js';
import { dayAndTime } from '../i18n/times.js';
import { Section } from '../shell/section.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { deviceName } from './session-list.js';
import styles from './settings-form.module.css';

const SHOWN = 8;

/** Who has tried to sign in as the viewer, with or without success. */
export function SignInHistory() {
  const { t } = useTranslation();
  const { data } = useQuery(LoginHistoryDocument, { variables: { first: SHOWN }, fetchPolicy: 'cache-and-network' });
  return (
    <Section title={t('settings.history')}>
      {data ? (
        <ul className={styles.rows}>
          {data.loginHistory.edges.map(({ node: { id, succeeded, attemptedAt, userAgent, address } }) => (
            <li key={id}>
              {succeeded ? <CircleCheck aria-hidden /> : <CircleX aria-hidden className={styles.bad} />}
              <span className={styles.what}>
                <span className={succeeded ? undefined : styles.bad}>
                  {succeeded ? t('settings.signInOk') : t('settings.signInFailed')} ·{' '}
                  <time dateTime={attemptedAt}>{dayAndTime(attemptedAt)}</time>
                </span>
                <span className={styles.muted}>
                  {deviceName(t, userAgent)} · <bdi>{address}</bdi>
                </span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <SkeletonRows count={3} />
      )}
    </Section>
  );
}
