import { useWireside } from '@wireside/apollo/react';
import { CloudOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';
import { Spinner } from '../ui/spinner.js';
import styles from './connection-banner.module.css';
import { useNewBuild } from './use-new-build.js';
import { useTrouble, type Trouble } from './use-trouble.js';

/** Says honestly how the connection is, above the page and without moving anything of it. */
export function ConnectionBanner() {
  const trouble = useTrouble();
  const { isThere, reload } = useNewBuild();
  return (
    <div className={styles.place} role="status">
      {trouble ? <TroubleLine trouble={trouble} /> : isThere && <NewBuildLine onReload={reload} />}
    </div>
  );
}

function TroubleLine({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useTranslation();
  const client = useWireside();
  return (
    <div className={styles.banner} data-trouble={trouble.kind}>
      {trouble.kind === 'connecting' ? <Spinner /> : <CloudOff aria-hidden />}
      <p>
        {trouble.kind === 'offline' && (
          <>
            <strong>{t('connection.offline')}</strong> <span>{t('connection.offlineHint')}</span>
          </>
        )}
        {trouble.kind === 'connecting' && t('connection.connecting')}
        {trouble.kind === 'waiting' && <Countdown until={trouble.retryAt} />}
      </p>
      {trouble.kind !== 'connecting' && (
        <Button size="s" variant="ghost" onClick={() => client.retryNow()}>
          {t('connection.retryNow')}
        </Button>
      )}
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const count = Math.max(Math.ceil((until - now) / 1000), 1);
  // The seconds are for the eye: read out, each of them would be one too many.
  return (
    <>
      <span className="visually-hidden">{t('connection.connecting')}</span>
      <span aria-hidden>{t('connection.waiting', { count })}</span>
    </>
  );
}

function NewBuildLine({ onReload }: { readonly onReload: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.banner}>
      <RefreshCw aria-hidden />
      <p>{t('connection.newBuild')}</p>
      <Button size="s" variant="ghost" onClick={onReload}>
        {t('common.reload')}
      </Button>
    </div>
  );
}
