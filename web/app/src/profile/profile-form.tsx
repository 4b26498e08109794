import { useApolloClient } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../forms/problem.js';
import { useSubmit } from '../forms/use-submit.js';
import { UpdateProfileDocument, type ProfileFieldsFragment, type UpdateProfileInput } from '../generated/documents.js';
import { Button } from '../ui/button.js';
import { DateField, Field, Select, TextArea } from '../ui/field.js';
import { toast } from '../ui/toast.js';
import styles from './profile-form.module.css';

const SEXES = ['UNKNOWN', 'FEMALE', 'MALE'] as const;
/** Left empty, these are taken away. */
const OPTIONAL = ['signature', 'username', 'email', 'phone', 'birthday'] as const;

/** Whoever has not said when they were born has the day of their registration, as the API has it. */
const birthdayOf = ({ birthday, registeredAt }: ProfileFieldsFragment): string =>
  birthday === registeredAt.slice(0, birthday.length) ? '' : birthday;

/** What the viewer says of themselves. */
export function ProfileForm({ me }: { readonly me: ProfileFieldsFragment }) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const { busy, problem, errorOf, onSubmit } = useSubmit(async (value) => {
    const input: UpdateProfileInput = {
      nickname: value('nickname').trim(),
      sex: SEXES.find((sex) => sex === value('sex')) ?? 'UNKNOWN',
      ...Object.fromEntries(OPTIONAL.map((name) => [name, value(name).trim() || null])),
    };
    await apollo.mutate({ mutation: UpdateProfileDocument, variables: { input } });
    toast(t('common.saved'));
  });
  const field = (name: (typeof OPTIONAL)[number] | 'nickname') => ({
    name,
    label: t(`profile.${name}`),
    error: errorOf(name),
    defaultValue: me[name] ?? '',
  });
  return (
    // What another device has changed is shown, instead of being put back by this one.
    <form key={JSON.stringify(me)} className={styles.form} onSubmit={onSubmit}>
      <Field {...field('nickname')} autoComplete="name" maxLength={64} required />
      <TextArea {...field('signature')} hint={t('profile.signatureHint')} maxLength={280} rows={2} />
      <Field {...field('username')} autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={32} />
      <Field {...field('email')} hint={t('profile.emailHint')} type="email" autoComplete="email" />
      <Field {...field('phone')} hint={t('profile.phoneHint')} type="tel" autoComplete="tel" />
      <div className={styles.pair}>
        <DateField
          {...field('birthday')}
          defaultValue={birthdayOf(me)}
          hint={t('profile.birthdayHint')}
          min="1900-01-01"
        />
        <Select name="sex" label={t('profile.sex')} defaultValue={me.sex}>
          {SEXES.map((sex) => (
            <option key={sex} value={sex}>
              {t(`profile.sexes.${sex}`)}
            </option>
          ))}
        </Select>
      </div>
      <Problem text={problem} />
      <Button type="submit" variant="primary" busy={busy} className={styles.save ?? ''}>
        {t('common.save')}
      </Button>
    </form>
  );
}
