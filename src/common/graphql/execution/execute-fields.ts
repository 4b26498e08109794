import { Gathering, Later } from './later.js';
import type { Answer, PlannedSelection } from './plan.js';
import type { Place, Run } from './run.js';

/** Executes all fields of a selection together; answers the object, or who owes it. */
export function executeFields(
  run: Run,
  { fields, Shape }: PlannedSelection,
  source: unknown,
  place: Place | undefined,
): Answer | Later {
  const answer = new Shape();
  let owed: Gathering<Answer> | null = null;
  try {
    for (const field of fields) {
      const value = field.execute(run, source, place);
      if (value instanceof Later) {
        // Holds the place, for fields are answered in the order asked for.
        answer[field.key] = undefined;
        (owed ??= new Gathering(answer)).expect(value, field.key);
      } else answer[field.key] = value;
    }
  } catch (error) {
    if (!owed) throw error;
    return owed.seal({ error });
  }
  return owed ? owed.seal() : answer;
}

/** Executes one field after the other, each to its end: mutations. What fails as a whole keeps the next from beginning. */
export function executeFieldsSerially(run: Run, { fields, Shape }: PlannedSelection, source: unknown): Later {
  const answer = new Shape();
  const whole = new Later();
  const from = (index: number): void => {
    const field = fields[index];
    if (!field) return whole.settle(answer);
    const next = (value: unknown): void => {
      answer[field.key] = value;
      from(index + 1);
    };
    try {
      const value = field.execute(run, source, undefined);
      if (value instanceof Later) value.whenDone(next, (error) => whole.fail(error));
      else next(value);
    } catch (error) {
      whole.fail(error);
    }
  };
  from(0);
  return whole;
}
