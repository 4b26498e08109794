import { useId, useState, type ComponentProps, type ReactNode, type SyntheticEvent } from 'react';
import { classes } from './classes.js';
import styles from './field.module.css';

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, in words. */
  readonly error?: string | null | undefined;
}

type FieldProps = Labelled &
  ComponentProps<'input'> & {
    /** Sits at the end of the input, such as a button that shows the password. */
    readonly end?: ReactNode;
  };

/** An input with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, error, end, className, ...rest }: FieldProps) {
  const { id, note, described } = useLabels(rest.id, hint, error);
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box}>
        <input {...rest} {...described} id={id} className={styles.input} dir={rest.dir ?? 'auto'} />
        {end}
      </div>
      <Note id={note} hint={hint} error={error} />
    </div>
  );
}

/** A day. One that is empty looks it, until somebody is about to fill it: browsers write a pattern as if it were a value. */
export function DateField(props: Omit<FieldProps, 'type'>) {
  const [isEmpty, setEmpty] = useState(!props.defaultValue);
  // What is half filled has no value either.
  const look = ({ currentTarget: { value, validity } }: SyntheticEvent<HTMLInputElement>): void =>
    setEmpty(value === '' && !validity.badInput);
  return <Field {...props} type="date" data-empty={isEmpty} onChange={look} onBlur={look} />;
}

type TextAreaProps = Labelled & ComponentProps<'textarea'>;

/** The same for several lines. */
export function TextArea({ label, hint, error, className, ...rest }: TextAreaProps) {
  const { id, note, described } = useLabels(rest.id, hint, error);
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      <textarea {...rest} {...described} id={id} className={classes(styles.input, styles.area)} dir="auto" />
      <Note id={note} hint={hint} error={error} />
    </div>
  );
}

type SelectProps = Labelled & ComponentProps<'select'>;

/** A choice of a few, by the platform's own list. */
export function Select({ label, hint, error, className, ...rest }: SelectProps) {
  const { id, note, described } = useLabels(rest.id, hint, error);
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      <select {...rest} {...described} id={id} className={classes(styles.input, styles.select)} />
      <Note id={note} hint={hint} error={error} />
    </div>
  );
}

function Note({ id, hint, error }: { id: string; hint: ReactNode; error: string | null | undefined }) {
  if (!hint && !error) return null;
  return (
    <p id={id} className={error ? styles.error : styles.hint} role={error ? 'alert' : undefined}>
      {error ?? hint}
    </p>
  );
}

function useLabels(given: string | undefined, hint: ReactNode, error: string | null | undefined) {
  const made = useId();
  const id = given ?? made;
  const note = `${id}-note`;
  const described = {
    ...(hint || error ? { 'aria-describedby': note } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
  };
  return { id, note, described };
}
