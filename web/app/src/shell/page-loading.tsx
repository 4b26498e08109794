import { useTranslation } from 'react-i18next';
import { Spinner } from '../ui/spinner.js';
import styles from './page-loading.module.css';

/** While a page is being fetched. It shows itself only when that takes a while. */
export function PageLoading() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status">
      <Spinner />
      <span className="visually-hidden">{t('common.loading')}</span>
    </div>
  );
}
