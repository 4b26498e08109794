import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Each ban: what is matched, what to do instead, and why where the reason is not plain. */
const bans = {
  requestScope: {
    selector: "MemberExpression[object.name='Scope'][property.name='REQUEST']",
    message:
      'No request-scoped providers: they rebuild the resolver tree for every operation. Use the GraphQL context.',
  },
  environment: {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only src/common/config reads process.env. Inject the configuration.',
  },
  transaction: {
    selector: 'CallExpression[callee.property.name=/^(transaction|startTransaction)$/]',
    message:
      'Every write goes through unitOfWork.run(): in SQLite a second transaction would join the first and die with it.',
  },
  save: {
    selector: 'CallExpression[callee.property.name=/^(save|softRemove)$/]',
    message:
      'Write through the transaction of a unit of work: save() opens a transaction of its own and reads before it writes.',
  },
  queryRunner: {
    selector: "CallExpression[callee.property.name='createQueryRunner']",
    message: 'Query runners belong to src/common/database: in SQLite there is one, and everybody shares it.',
  },
  wallClock: {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the injected Clock, so that tests can move time.',
  },
  newDate: {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Ask the injected Clock, so that tests can move time.',
  },
  constructorSize: {
    selector:
      "ClassDeclaration[decorators.length>0] > ClassBody > MethodDefinition[kind='constructor'] > FunctionExpression[params.length>6]",
    message: 'At most six constructor dependencies: split the class.',
  },
  decoratorCount: {
    selector: 'MethodDefinition[decorators.length>3]',
    message: 'At most three decorators a method: combine them with applyDecorators().',
  },
};

const barrel = {
  regex: '^\\.{1,2}(/|$)(.*/)?(index(\\.[jt]s)?)?$',
  message: 'No barrels: import the file that declares the name. Barrels make circular imports.',
};

const forwardRef = {
  name: '@nestjs/common',
  importNames: ['forwardRef', 'Scope'],
  message: 'No forwardRef (emit a domain event upwards instead) and no request scope.',
};

const inModules = [
  {
    name: '@nestjs/core',
    importNames: ['ModuleRef'],
    message: 'Take the dependency in the constructor: a module may import only what STYLE allows it.',
  },
  {
    name: 'typeorm',
    importNames: ['DataSource', 'EntityManager', 'Repository', 'QueryRunner'],
    message: 'Read through Database, write through UnitOfWork.',
  },
  {
    name: '@nestjs/typeorm',
    importNames: ['InjectRepository', 'InjectDataSource', 'InjectEntityManager'],
    message: 'Read through Database, write through UnitOfWork.',
  },
  { name: 'uuidv7', message: 'Ids come from src/common/ids.' },
];

const nodeProcessEnv = [
  { name: 'node:process', importNames: ['env'], message: bans.environment.message },
  { name: 'process', importNames: ['env'], message: bans.environment.message },
];

/** A later block replaces the whole option of an earlier one, so each place names all its bans. */
function restrict({ except = [], paths = [], also = [] } = {}) {
  const selected = Object.entries(bans).filter(([name]) => !except.includes(name));
  return {
    'no-restricted-syntax': ['error', ...selected.map(([, ban]) => ban), ...also],
    'no-restricted-imports': ['error', { paths: [forwardRef, ...paths], patterns: [barrel] }],
  };
}

const privateKeyword = {
  selector:
    ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'], TSParameterProperty)[accessibility='private']",
  message: 'Write #name: whoever builds with the client kit shortens what is private that way.',
};

const clock = ['wallClock', 'newDate'];
const database = ['transaction', 'save', 'queryRunner'];

export default tseslint.config(
  { ignores: ['**/dist/', 'data/', 'coverage/', '.tmp/', '.vite/', 'node_modules/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-undef': 'off',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Nest reads injected classes from decorator metadata, which an `import type` empties.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      ...restrict({ except: ['environment', ...clock, ...database] }),
    },
  },
  {
    // Nobody writes these; they are parsed, and not ignored, so that they can be named among files that have changed.
    files: ['**/src/generated/**'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    rules: restrict({ except: ['environment', ...clock, ...database], also: [privateKeyword] }),
  },
  {
    files: ['src/**/*.ts', 'ormconfig.ts'],
    rules: { 'no-console': 'error', ...restrict({ except: clock, paths: nodeProcessEnv }) },
  },
  { files: ['src/common/config/**/*.ts'], rules: restrict({ except: ['environment', ...clock] }) },
  {
    files: ['src/common/database/**/*.ts'],
    rules: restrict({ except: [...clock, ...database], paths: nodeProcessEnv }),
  },
  { files: ['src/modules/**/*.ts'], rules: restrict({ paths: [...nodeProcessEnv, ...inModules] }) },
  {
    files: ['src/**/*.{spec,contract,fixture}.ts'],
    rules: restrict({ except: ['environment', ...clock, ...database] }),
  },
);
