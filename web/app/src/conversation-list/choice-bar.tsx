import styles from './choice-bar.module.css';

interface ChoiceBarProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Choice; readonly label: string }[];
  readonly value: Choice;
  readonly onChange: (value: Choice) => void;
}

/** One of a few, all of them in sight. */
export function ChoiceBar<Choice extends string>({ label, choices, value, onChange }: ChoiceBarProps<Choice>) {
  return (
    <div className={styles.bar} role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
