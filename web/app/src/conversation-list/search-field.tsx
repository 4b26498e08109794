import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../ui/icon-button.js';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly value: string;
  /** In a dialog: takes the focus when that opens. */
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}

/** The first of what is listed below, where the arrow and Enter lead. */
const firstBelow = (field: HTMLElement): HTMLElement | null | undefined =>
  field.closest('dialog, main, section')?.querySelector<HTMLElement>('[data-stop]:not([tabindex="-1"])');

/** Where one types to narrow a list down. Escape empties it, Enter takes the first of what is found. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, clearLabel, value, autoFocus = false, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.search} role="search">
      <Search aria-hidden />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        maxLength={64}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(autoFocus ? { 'data-autofocus': '' } : {})}
        onKeyDown={(event) => {
          // 229 is what some browsers leave of the key that ended a composition.
          if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
          if (event.key === 'Escape' && value !== '') onChange('');
          else if (event.key === 'ArrowDown') firstBelow(event.currentTarget)?.focus();
          else if (event.key === 'Enter' && value.trim() !== '') firstBelow(event.currentTarget)?.click();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {value !== '' && (
        <IconButton
          label={clearLabel}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
