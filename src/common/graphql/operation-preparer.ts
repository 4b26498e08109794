import { Injectable } from '@nestjs/common';
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { Config } from '../config/config.js';
import { withCode } from './error-formatter.js';
import { operationLimits, validationOptions } from './operation-limits.js';

const CACHED_DOCUMENTS = 1000;
const MAX_CACHED_LENGTH = 16384;

/**
 * Parses and validates what comes over a socket, by exactly the rules that Apollo Server applies over HTTP. Remembers what
 * was found valid at either door, as long as it is used.
 */
@Injectable()
export class OperationPreparer {
  private readonly rules: readonly ValidationRule[];
  private readonly options: ReturnType<typeof validationOptions>;
  private readonly maxTokens: number;
  private readonly valid = new LRUCache<string, DocumentNode>({ max: CACHED_DOCUMENTS });

  constructor(config: Config) {
    this.rules = [...specifiedRules, ...operationLimits(config)];
    this.options = validationOptions(config);
    this.maxTokens = config.settings.GRAPHQL_MAX_TOKENS;
  }

  /** The document, or why it can't be executed. Only valid documents are remembered. */
  prepare(schema: GraphQLSchema, source: string): DocumentNode | GraphQLError[] {
    const known = this.valid.get(source);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: this.maxTokens });
    } catch (error) {
      if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
    const errors = validate(schema, document, this.rules, this.options);
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    this.remember(source, document);
    return document;
  }

  /** The document of a text that was found valid before. */
  known(source: string): DocumentNode | undefined {
    return this.valid.get(source);
  }

  /** Notes that a document has been found valid. */
  remember(source: string, document: DocumentNode): void {
    if (source.length <= MAX_CACHED_LENGTH && !this.valid.has(source)) this.valid.set(source, document);
  }
}
