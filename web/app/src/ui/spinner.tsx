import { LoaderCircle } from 'lucide-react';
import styles from './spinner.module.css';

/** Something is under way. Decoration: whoever shows it says so in words as well. */
export const Spinner = () => <LoaderCircle className={styles.spinner} aria-hidden />;
