import type { TimeQuestion } from '../../conversations/range-table.js';
import type { ConversationGrant } from '../../conversations/conversation-grant.js';

/** What a resuming client says of itself. */
export interface ResumePoint {
  /** Changes at or after this time (milliseconds, database clock) may have been missed; null: nothing was. */
  readonly since: number | null;
  /** Last revision applied, by conversation. */
  readonly seen: ReadonlyMap<string, number>;
  /** The client's history is not that of this database. */
  readonly otherEpoch: boolean;
}

export interface ReplayLimits {
  readonly perConversation: number;
  readonly total: number;
}

export interface ConversationPlan {
  readonly conversationId: string;
  /** The head that the client is told to read again up to, before anything else; null: nothing was lost. */
  readonly reset: number | null;
  /** Replay what is above this… */
  readonly after: number;
  /** …up to this, and be live from there. */
  readonly upTo: number;
  /** Tell of changes at or after this time only; set when the client has not said what it has seen, until `narrow`. */
  readonly since: number | null;
  /** Whether the viewer is a member at present and the conversation is to be followed. */
  readonly follow: boolean;
}

/**
 * Decides, for each conversation a viewer is or was in, what to replay and where to be live from. Pure, so that every
 * case of a resume can be put to it.
 */
export function planResume(
  grants: readonly ConversationGrant[],
  resume: ResumePoint,
  limits: ReplayLimits,
): ConversationPlan[] {
  let budget = limits.total;
  const known = new Set(grants.map(({ conversation }) => conversation.id));
  // What the client holds and this history knows nothing of, it is to read again, and will find to be absent.
  const unknown = [...resume.seen.keys()].filter((id) => !known.has(id)).map(startOver);
  const plans = [...grants]
    .sort((left, right) => right.conversation.lastEventAt - left.conversation.lastEventAt)
    .flatMap((grant) => {
      const plan = planConversation(grant, resume, Math.min(limits.perConversation, budget));
      if (plan) budget -= plan.since === null ? plan.upTo - plan.after : 0;
      return plan ?? [];
    });
  return [...unknown, ...plans];
}

/** In such steps is looked back, so that those who resume in a conversation that goes on ask for the same. */
const FLOOR_STEP = 256;

/** Of which conversations has to be known where a time begins in them. */
export const timesOf = (plans: readonly ConversationPlan[]): TimeQuestion[] =>
  plans.flatMap(({ conversationId, after, since }) =>
    since === null ? [] : [{ conversationId, since, floor: after - (after % FLOOR_STEP) }],
  );

/**
 * Turns what is to be told since a time into what is above a revision: times never go backwards in a conversation. What
 * reaches further back than is replayed, and than the viewer's membership, is reset.
 * @param lastBefore the newest revision before that time, by conversation; missing where there is none as far as was looked
 */
export function narrow(
  plans: readonly ConversationPlan[],
  grants: ReadonlyMap<string, ConversationGrant>,
  lastBefore: ReadonlyMap<string, number>,
): ConversationPlan[] {
  return plans.map((plan) => {
    if (plan.since === null) return plan;
    const last = lastBefore.get(plan.conversationId) ?? -1;
    const start = (grants.get(plan.conversationId)?.participant.joinedRevision ?? 1) - 1;
    if (last < plan.after && plan.after > start) return { ...plan, since: null, reset: plan.upTo, after: plan.upTo };
    return { ...plan, since: null, after: Math.min(Math.max(plan.after, last), plan.upTo) };
  });
}

const CONVERSATIONS_PER_LOAD = 200;

/** Resets what goes beyond a total of events. */
export function withinTotal(plans: readonly ConversationPlan[], total: number): ConversationPlan[] {
  let left = total;
  return plans.map((plan) => {
    left -= plan.upTo - plan.after;
    return left < 0 && plan.upTo > plan.after ? { ...plan, reset: plan.upTo, after: plan.upTo } : plan;
  });
}

/** Takes from the plans what is read at once, so many rows at most: of a conversation of which there is more, the beginning. */
export function nextLoad(
  plans: readonly ConversationPlan[],
  maxRows: number,
): { readonly load: readonly ConversationPlan[]; readonly rest: readonly ConversationPlan[] } {
  let room = maxRows;
  for (const [index, plan] of plans.entries()) {
    if (index === CONVERSATIONS_PER_LOAD || room === 0)
      return { load: plans.slice(0, index), rest: plans.slice(index) };
    const own = plan.upTo - plan.after;
    if (own > room) {
      const cut = plan.after + room;
      return {
        load: [...plans.slice(0, index), { ...plan, upTo: cut }],
        rest: [{ ...plan, reset: null, after: cut }, ...plans.slice(index + 1)],
      };
    }
    room -= own;
  }
  return { load: plans, rest: [] };
}

const startOver = (conversationId: string): ConversationPlan => ({
  conversationId,
  reset: 0,
  after: 0,
  upTo: 0,
  since: null,
  follow: false,
});

function planConversation(grant: ConversationGrant, resume: ResumePoint, most: number): ConversationPlan | null {
  const { conversation, participant } = grant;
  const conversationId = conversation.id;
  const follow = participant.leftRevision === null && conversation.deletedAt === null;
  // Nothing above the end of a membership is for its former holder.
  const head = participant.leftRevision ?? conversation.revision;
  const quiet = { conversationId, reset: null, after: head, upTo: head, since: null, follow };
  const seen = resume.seen.get(conversationId);
  if (resume.otherEpoch) return follow || seen !== undefined ? { ...quiet, reset: head } : null;

  if (seen === undefined) {
    const moved = resume.since !== null && conversation.lastEventAt >= resume.since;
    if (!moved) return follow ? quiet : null;
    if (!follow && (participant.leftAt ?? 0) < resume.since) return null;
    // It is not known how much of the stretch is new: that is looked up, and then narrowed.
    const after = Math.max(participant.joinedRevision - 1, head - most, 0);
    return { ...quiet, after, since: resume.since };
  }
  // A membership that ended before the client went away is history, which is not for those outside.
  const endedBefore = !follow && (resume.since === null || (participant.leftAt ?? 0) < resume.since);
  if (endedBefore) return seen === head ? null : { ...quiet, reset: head };
  // The client holds more than there is: its history is another one.
  if (seen > head) return { ...quiet, reset: head };
  if (seen >= head) return follow ? quiet : null;
  const start = participant.joinedRevision - 1;
  // Left and joined again meanwhile: what lies between was not for the viewer.
  if (seen < start) return startAgain({ ...quiet, reset: seen > 0 ? start : null, after: start }, most);
  return startAgain({ ...quiet, after: seen }, most);
}

/** Too much is not replayed but said. */
const startAgain = (plan: ConversationPlan, most: number): ConversationPlan =>
  plan.upTo - plan.after > most ? { ...plan, reset: plan.upTo, after: plan.upTo } : plan;
