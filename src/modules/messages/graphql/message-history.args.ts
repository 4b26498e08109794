import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { encodeCursor } from '../../../common/graphql/connection.js';
import { PageArgs } from '../../../common/graphql/page.args.js';
import { invalidInput } from '../../../common/errors/app-error.js';

const MAX_SEQ = 2 ** 31 - 1;

/** A page of a history, which can also be cut at a seq: to begin at a quoted message, or at the first unread one. */
@ArgsType()
export class MessageHistoryArgs extends PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'In place of `after`: begin after this seq, whether or not the viewer sees a message there.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_SEQ)
  afterSeq?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'In place of `before`: end before this seq, whether or not the viewer sees a message there.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_SEQ)
  beforeSeq?: number | null;
}

/**
 * The same page with cursors alone.
 * @throws AppError INVALID_INPUT when a side is named both ways
 */
export function cursorsOf({ first, last, after, before, afterSeq, beforeSeq }: MessageHistoryArgs): PageArgs {
  if (after != null && afterSeq != null) throw invalidInput('afterSeq', 'exclusive', 'give either after or afterSeq');
  if (before != null && beforeSeq != null)
    throw invalidInput('beforeSeq', 'exclusive', 'give either before or beforeSeq');
  return {
    first: first ?? null,
    last: last ?? null,
    after: afterSeq == null ? (after ?? null) : encodeCursor([afterSeq]),
    before: beforeSeq == null ? (before ?? null) : encodeCursor([beforeSeq]),
  };
}
