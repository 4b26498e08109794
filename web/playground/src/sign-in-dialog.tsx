import { useState, type FormEvent, type RefObject } from 'react';
import login from './operations/login.graphql?raw';
import register from './operations/register.graphql?raw';
import { post } from './http.js';
import { adoptTokens } from './people.js';

export function SignInDialog({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  const [isNew, setIsNew] = useState(false);
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const input = Object.fromEntries(new FormData(form));
    setIsBusy(true);
    setProblem('');
    try {
      const answer = await post({ query: isNew ? register : login, variables: { input } }, {});
      if (adoptTokens(answer)) {
        form.reset();
        ref.current?.close();
      } else {
        setProblem(answer.errors?.map((error) => error.message).join(' ') ?? 'The answer held no token.');
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <dialog ref={ref} className="sign-in" aria-labelledby="sign-in-title" onClose={() => setProblem('')}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="sign-in-title">{isNew ? 'Register' : 'Sign in'}</h2>
        {isNew ? (
          <label>
            Nickname
            <input name="nickname" required autoComplete="nickname" />
          </label>
        ) : (
          <label>
            Account number, username or e-mail
            <input name="identifier" required autoComplete="username" />
          </label>
        )}
        <label>
          Password
          <input name="password" type="password" required autoComplete={isNew ? 'new-password' : 'current-password'} />
        </label>
        <p className="problem" role="alert">
          {problem}
        </p>
        <p className="actions">
          <button type="button" className="link" onClick={() => setIsNew(!isNew)}>
            {isNew ? 'I have an account' : 'I am new here'}
          </button>
          <button type="button" onClick={() => ref.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={isBusy}>
            {isNew ? 'Register' : 'Sign in'}
          </button>
        </p>
        <p className="note">
          The token is sent as <code>Authorization</code> over HTTP and as <code>connectionParams.authorization</code>{' '}
          over the socket, and is forgotten with this window. An <code>Authorization</code> in the Headers editor goes
          first.
        </p>
      </form>
    </dialog>
  );
}
