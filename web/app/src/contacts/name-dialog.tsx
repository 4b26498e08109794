import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly action: string;
  readonly present?: string;
  readonly isOptional?: boolean;
  /** Answers whether it is done; what was typed stays when not. */
  readonly onSave: (name: string) => Promise<boolean>;
  readonly onClose: () => void;
}

const NAME_MAX = 64;

/** Asks for a name. */
export function NameDialog(props: NameDialogProps) {
  const { title, label, hint, action, present = '', isOptional = false, onSave, onClose } = props;
  const { t } = useTranslation();
  const [name, setName] = useState(present);
  const [busy, setBusy] = useState(false);
  const isComplete = isOptional || name.trim() !== '';
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isComplete || busy) return;
    setBusy(true);
    const done = await onSave(name.trim());
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      title={title}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="name-form" variant="primary" busy={busy} disabled={!isComplete}>
            {action}
          </Button>
        </>
      }
    >
      <form id="name-form" onSubmit={(event) => void save(event)}>
        <Field
          label={label}
          hint={hint}
          value={name}
          maxLength={NAME_MAX}
          data-autofocus=""
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
