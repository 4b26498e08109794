import { Field, Int, ObjectType } from '@nestjs/graphql';

/** The reader was slow, and news that newer news replaces (receipts) were dropped. Durable changes were not. */
@ObjectType('Lagged', {
  description:
    'The reader was slow, and news that newer news replaces (receipts) were dropped. Durable changes were not.',
})
export class LaggedType {
  @Field(() => Int, { description: 'How many were dropped.' })
  dropped!: number;
}
