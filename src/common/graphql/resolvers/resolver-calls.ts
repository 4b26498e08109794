import { Injectable, type Type } from '@nestjs/common';
import {
  CUSTOM_ROUTE_ARGS_METADATA,
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  PARAMTYPES_METADATA,
  PIPES_METADATA,
} from '@nestjs/common/internal';
import { ExternalContextCreator } from '@nestjs/core/helpers/external-context-creator.js';
import { contextReaderOf } from '../../auth/access.decorators.js';
import { ViewerGuard, type Gate } from '../../auth/viewer.guard.js';
import { ignoresInfo } from '../execution/field-plan.js';
import type { GraphqlContext } from '../graphql-context.js';
import { inputValidation } from '../input-validation.js';
import { quickCheckOf, type QuickCheck } from './quick-check.js';

/** What GraphQL gives a resolver: source, arguments, context, info. */
type Given = readonly [unknown, Record<string, unknown>, GraphqlContext, unknown];
type Method = (...values: unknown[]) => unknown;

/** One parameter of a resolver's method. */
interface Parameter {
  readonly read: (given: Given) => unknown;
  readonly readsInfo: boolean;
  /** The class that its value must be one of, and how to look at it. */
  readonly input: {
    readonly Input: Type<object>;
    readonly name: string | undefined;
    readonly check: QuickCheck;
  } | null;
}

/** What decorators leave behind: by `type:index` for Nest's own, with a factory for ours. */
interface ParameterMark {
  readonly index: number;
  readonly data?: string;
  readonly factory?: object;
  readonly pipes?: readonly unknown[];
  readonly schema?: unknown;
}

/** The first part of a mark's key, as `@nestjs/graphql` numbers them (GqlParamtype). */
const [SOURCE, CONTEXT, INFO, ARGUMENTS] = [0, 1, 2, 3];
const ENHANCERS = [GUARDS_METADATA, PIPES_METADATA, INTERCEPTORS_METADATA, EXCEPTION_FILTERS_METADATA];
const UNCHECKED: ReadonlySet<unknown> = new Set([undefined, String, Boolean, Number, Array, Object, Buffer, Date]);

type Create = (
  instance: object,
  method: Method,
  name: string,
  metadataKey: string,
  factory: unknown,
  contextId?: unknown,
  inquirerId?: string,
  options?: { readonly guards?: boolean; readonly filters?: boolean; readonly interceptors?: boolean },
  contextType?: string,
) => unknown;

/**
 * Calls resolvers directly. Nest wraps each method in a dozen promises and two contexts, for guards, pipes, interceptors
 * and filters that might be there; for a field of fifty messages that costs more than the query
 * ([performance](../../../../docs/performance.md)). Here what a method needs is found out once, at start: the guard's
 * decision (root fields alone are guarded), where its parameters come from, and how its inputs are checked. A method with
 * an enhancer of its own, or with a parameter that we don't know, is called Nest's way.
 */
@Injectable()
export class ResolverCalls {
  private readonly pipe = inputValidation();

  constructor(
    creator: ExternalContextCreator,
    private readonly guard: ViewerGuard,
  ) {
    const nest = creator.create.bind(creator) as unknown as Create;
    const create: Create = (...call) => this.direct(...call) ?? nest(...call);
    creator.create = create as typeof creator.create;
  }

  private direct(
    ...[instance, method, name, metadataKey, , contextId, , options, contextType]: Parameters<Create>
  ): unknown {
    const owner = instance.constructor as Type<object>;
    const isRoot = options === undefined;
    if (contextType !== 'graphql' || contextId !== undefined) return null;
    if (!isRoot && (options.guards || options.filters || options.interceptors)) return null;
    if (ENHANCERS.some((key) => Reflect.hasMetadata(key, method) || Reflect.hasMetadata(key, owner))) return null;
    const parameters = parametersOf(instance, name, metadataKey);
    if (!parameters) return null;
    const gate = isRoot ? this.guard.gateOf(method, owner) : null;
    const call = this.callOf(instance, method, parameters);
    const guarded = gate ? guardedCall(gate, call) : call;
    const resolver = (...given: Given): unknown => guarded(given);
    return parameters.some(({ readsInfo }) => readsInfo) ? resolver : ignoresInfo(resolver);
  }

  private callOf(instance: object, method: Method, parameters: readonly Parameter[]): (given: Given) => unknown {
    if (parameters.every(({ input }) => input === null))
      return plainCall(
        instance,
        method,
        parameters.map(({ read }) => read),
      );
    return (given) => {
      let isOwed = false;
      const values = parameters.map(({ read, input }) => {
        const value = read(given);
        if (!input) return value;
        const checked = input.check(value);
        if (checked) return checked;
        isOwed = true;
        return this.pipe.transform(value, {
          type: 'body',
          metatype: input.Input,
          ...(input.name ? { data: input.name } : {}),
        });
      });
      return isOwed ? Promise.all(values).then((all) => method.apply(instance, all)) : method.apply(instance, values);
    };
  }
}

/** Without a list of values for each call where there are few: a list of conversations calls hundreds of times. */
function plainCall(instance: object, method: Method, reads: readonly Parameter['read'][]): (given: Given) => unknown {
  const [first, second, third, ...more] = reads;
  if (!first) return () => method.call(instance);
  if (!second) return (given) => method.call(instance, first(given));
  if (!third) return (given) => method.call(instance, first(given), second(given));
  if (more.length === 0) return (given) => method.call(instance, first(given), second(given), third(given));
  return (given) =>
    method.apply(
      instance,
      reads.map((read) => read(given)),
    );
}

function guardedCall(gate: Gate, call: (given: Given) => unknown): (given: Given) => unknown {
  return (given) => {
    const waiting = gate(given[2]);
    return waiting ? waiting.then(() => call(given)) : call(given);
  };
}

/** The parameters of a method in order; null when there is one that is not known here. */
function parametersOf(instance: object, name: string, metadataKey: string): readonly Parameter[] | null {
  const marks = Reflect.getMetadata(metadataKey, instance.constructor, name) as
    Record<string, ParameterMark> | undefined;
  if (!marks) return null;
  const types = (Reflect.getMetadata(PARAMTYPES_METADATA, instance, name) ?? []) as unknown[];
  const parameters: Parameter[] = [];
  for (const [key, mark] of Object.entries(marks)) {
    if (mark.schema !== undefined || (mark.pipes?.length ?? 0) > 0) return null;
    const parameter = key.includes(CUSTOM_ROUTE_ARGS_METADATA)
      ? contextParameter(mark)
      : parameterOf(Number(key.split(':')[0]), mark, types[mark.index]);
    if (!parameter) return null;
    parameters[mark.index] = parameter;
  }
  // A gap is a parameter without a decorator, which Nest leaves undefined.
  return Array.from(parameters, (parameter) => parameter ?? { read: () => undefined, readsInfo: false, input: null });
}

function contextParameter({ factory }: ParameterMark): Parameter | null {
  const read = factory && contextReaderOf(factory);
  return read ? { read: (given) => read(given[2]), readsInfo: false, input: null } : null;
}

function parameterOf(kind: number, { data }: ParameterMark, metatype: unknown): Parameter | null {
  const place = [SOURCE, ARGUMENTS, CONTEXT, INFO].indexOf(kind);
  if (place < 0 || (data !== undefined && kind !== ARGUMENTS)) return null;
  const readsInfo = kind === INFO;
  if (kind !== ARGUMENTS) return { read: (given) => given[place], readsInfo, input: null };
  const read = data === undefined ? (given: Given) => given[1] : (given: Given) => given[1][data];
  if (UNCHECKED.has(metatype)) return { read, readsInfo, input: null };
  const Input = metatype as Type<object>;
  let check: QuickCheck | null = null;
  // When it is first asked for: all rules are known by then.
  return { read, readsInfo, input: { Input, name: data, check: (value) => (check ??= quickCheckOf(Input))(value) } };
}
