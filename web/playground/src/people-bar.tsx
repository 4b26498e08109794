import { useRef, useSyncExternalStore } from 'react';
import logo from './favicon.svg';
import logout from './operations/logout.graphql?raw';
import { post } from './http.js';
import { actAs, acting, currentAuthorization, forget, people } from './people.js';
import { SignInDialog } from './sign-in-dialog.js';

const NOBODY = '';

export function PeopleBar() {
  const { people: all, actingUserId } = useSyncExternalStore(people.subscribe, people.get);
  const dialog = useRef<HTMLDialogElement>(null);

  return (
    <header className="bar">
      <img src={logo} alt="" width="24" height="24" />
      <h1>Wireside</h1>
      <p className="hint">
        {all.length < 2
          ? 'Run the tabs from left to right: they register two people and let them talk.'
          : 'Subscribe here, press “Second window”, act as the other person there and send.'}
      </p>
      <label>
        Acting as
        <select
          name="acting"
          value={actingUserId ?? NOBODY}
          onChange={(event) => actAs(event.target.value === NOBODY ? null : event.target.value)}
        >
          <option value={NOBODY}>nobody</option>
          {all.map((person) => (
            <option key={person.userId} value={person.userId}>
              {person.accountNumber ? `${person.nickname} (${person.accountNumber})` : person.nickname}
            </option>
          ))}
        </select>
      </label>
      {actingUserId !== null && (
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      )}
      <button type="button" className="primary" onClick={() => dialog.current?.showModal()}>
        Sign in…
      </button>
      <button
        type="button"
        title="Opens this page again with the same people, so that two of them can talk live"
        onClick={() => window.open(location.href)}
      >
        Second window
      </button>
      <SignInDialog ref={dialog} />
    </header>
  );
}

async function signOut(): Promise<void> {
  const person = acting();
  if (!person) return;
  try {
    const authorization = await currentAuthorization();
    if (authorization) await post({ query: logout }, { authorization });
  } finally {
    forget(person.userId);
  }
}
