import type { Type } from '@nestjs/common';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Property = (input: Readonly<Record<string, unknown>>, value: unknown) => boolean;

/**
 * A quick look at an input: the checked instance when all is surely well, null when it has to be looked at closely.
 *
 * class-validator collects, filters and groups a class's rules anew for each value, and class-transformer walks the value
 * as if it could be anything; together they cost more than the rest of a send. Here the rules are read once. Whatever is
 * not plainly right, and whatever holds more than plain values, is left to the pipe, so that its answers are the only ones
 * ([performance](../../../../docs/performance.md)).
 */
export type QuickCheck = (input: unknown) => object | null;

/** The quick look for a class with class-validator rules. */
export function quickCheckOf(Input: Type<object>): QuickCheck {
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(Input, '', false, false);
  const properties = Object.entries(storage.groupByPropertyName(rules)).map(
    ([name, own]) => [name, propertyCheck(Input, name, own)] as const,
  );
  return (input) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
    const given = input as Readonly<Record<string, unknown>>;
    const instance = new Input() as Record<string, unknown>;
    for (const [name] of properties) {
      if (!(name in given)) continue;
      const copy = copyOf(given[name]);
      if (copy === UNUSUAL) return null;
      instance[name] = copy;
    }
    for (const [name, isRight] of properties) if (!isRight(instance, instance[name])) return null;
    return instance;
  };
}

const UNUSUAL = Symbol('unusual');

/** A copy as class-transformer makes it, of the values that it copies without looking at a type. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? UNUSUAL : value;
  if (value instanceof Date) return new Date(value.getTime());
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number'))
    return [...(value as unknown[])];
  return UNUSUAL;
}

/** True when the rules of a property are surely met. */
function propertyCheck(Input: Type<object>, property: string, rules: readonly Rule[]): Property {
  const conditions = rules.filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION);
  const others = rules.filter(
    ({ type }) => type !== ValidationTypes.CONDITIONAL_VALIDATION && type !== ValidationTypes.WHITELIST,
  );
  const checks = others.map((rule) => ruleCheck(Input, property, rule));
  // Loops: closures for every value of every input would be a good part of a send's garbage.
  return (input, value) => {
    for (const { constraints } of conditions)
      if (!(constraints?.[0] as (input: object, value: unknown) => boolean)(input, value)) return true;
    for (const isRight of checks) if (!isRight(input, value)) return false;
    return true;
  };
}

function ruleCheck(Input: Type<object>, property: string, rule: Rule): Property {
  const isKnown = rule.type === ValidationTypes.CUSTOM_VALIDATION || rule.type === ValidationTypes.IS_DEFINED;
  // A nested input is none of our business unless it is absent, which its conditions have said by now.
  if (!isKnown || !rule.constraintCls || rule.validateIf) return () => false;
  const validators = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  if (validators.some((validator) => validator.async)) return () => false;
  const constraints = (rule.constraints as unknown[] | undefined) ?? [];
  const targetName = Input.name;
  return (object, value) => {
    const given = { targetName, property, object, value, constraints };
    for (const { instance } of validators)
      if (rule.each && Array.isArray(value)) {
        for (const one of value) if (instance.validate(one, given) !== true) return false;
      } else if (instance.validate(value, given) !== true) return false;
    return true;
  };
}
