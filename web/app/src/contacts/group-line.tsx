import { ChevronDown, Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactGroupFieldsFragment } from '../generated/documents.js';
import { IconButton } from '../ui/icon-button.js';
import styles from './contacts.module.css';

interface GroupLineProps {
  readonly group: ContactGroupFieldsFragment;
  readonly count: number;
  readonly isOpen: boolean;
  readonly tabIndex: 0 | -1;
  readonly onToggle: () => void;
  readonly onMenu: (group: ContactGroupFieldsFragment, place: HTMLElement) => void;
}

/** A group: pressed, it folds its people away. */
export function GroupLine({ group, count, isOpen, tabIndex, onToggle, onMenu }: GroupLineProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <button
        type="button"
        className={styles.group}
        data-stop=""
        data-group-id={group.id}
        tabIndex={tabIndex}
        aria-expanded={isOpen}
        aria-label={t('contacts.group.label', { name: group.name, count })}
        onClick={onToggle}
      >
        <ChevronDown aria-hidden />
        <span dir="auto">{group.name}</span>
        <span className={styles.count}>{count}</span>
      </button>
      <IconButton
        label={t('contacts.group.actions', { name: group.name })}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={({ currentTarget }) => onMenu(group, currentTarget)}
      >
        <Ellipsis aria-hidden />
      </IconButton>
    </div>
  );
}
