import eslint from '@eslint/js'
import importSort from 'eslint-plugin-simple-import-sort'
import pluginVue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { layers } from './eslint-rules/layers.mjs'

const engineFolders = ['network', 'training', 'kernels', 'random', 'data']
const exactMathematics = '/^(abs|floor|ceil|trunc|fround|imul|clz32|sqrt|min|max)$/'

const everywhere = [
  {
    selector:
      'CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name=/^(skip|only|todo|fixme)$/]',
    message: 'Every test runs, always.',
  },
]
const sources = [
  ...everywhere,
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a name can be searched for.' },
]
const pure = [
  ...sources,
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness comes from a seeded stream that is passed in.',
  },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is passed in.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in.' },
]
const engine = [
  ...sources,
  {
    selector: ":matches(BinaryExpression[operator='**'], AssignmentExpression[operator='**='])",
    message: 'No **: its result differs between engines.',
  },
  { selector: "Identifier[name='Date']", message: 'The engine knows no time.' },
  {
    selector: `MemberExpression[object.name='Math']:not([computed=false][property.name=${exactMathematics}])`,
    message:
      'Only the functions of Math that are exact everywhere: abs floor ceil trunc fround imul clz32 sqrt min max.',
  },
  {
    selector: `VariableDeclarator[init.name='Math'] > :not(ObjectPattern, Identifier[name='Math'])`,
    message: 'Take the functions of Math by their names.',
  },
  {
    selector: `VariableDeclarator[init.name='Math'] > ObjectPattern > Property:not([key.name=${exactMathematics}])`,
    message:
      'Only the functions of Math that are exact everywhere: abs floor ceil trunc fround imul clz32 sqrt min max.',
  },
]

// The bits of a power differ between versions of V8, so nothing may be compared with one. Powers of 2 are exact.
const tests = [
  ...everywhere,
  {
    selector:
      ":matches(BinaryExpression[operator='**'], AssignmentExpression[operator='**=']):not([left.raw=/^2n?$/])",
    message:
      'No ** but of 2: its result differs between engines. Write the number, or use power() of test/helpers.',
  },
  {
    selector:
      ":matches(MemberExpression[object.name='Math']:matches([property.name='pow'], [property.value='pow']), VariableDeclarator[init.name='Math'] > ObjectPattern > Property[key.name='pow'])",
    message:
      'No Math.pow: its result differs between engines. Write the number, or use power() of test/helpers.',
  },
]

const noOwnActivation = {
  name: 'vue',
  importNames: ['onActivated'],
  message: 'useShown is told of the first time, too.',
}
const noElectron = {
  name: 'electron',
  allowTypeImports: true,
  message: 'Only src-main/index.ts, src-main/app and src-main/preload may import electron.',
}
const noOwnWriting = ['stdout', 'stderr'].map((property) => ({
  object: 'process',
  property,
  message:
    'Text reaches the terminal through src-main/cli/output.ts, and one sentence of the app through src-main/base/terminal.ts: both make it printable.',
}))
const noProcess = {
  name: 'node:process',
  message: 'Take the global: what may not be used of it is known by its name.',
}
const noIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Only the wrappers (src-main/app/ipc*.ts, src-main/preload) speak to the other process.',
}

export default tseslint.config(
  {
    ignores: [
      ...[
        'out/',
        'dist/',
        'coverage/',
        'test-results/',
        'artifacts/',
        'auto-imports.d.ts',
        'components.d.ts',
      ],
      'src-shared/kernels/wasm/',
      'src-native/',
    ],
  },
  { linterOptions: { noInlineConfig: true } },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  ...pluginVue.configs['flat/essential'],
  {
    plugins: { lab: { rules: { layers } }, 'import-sort': importSort },
    rules: {
      'lab/layers': 'error',
      // In one block: Node's own modules, packages, what all layers share, and what lies nearby, the farthest first.
      'import-sort/imports': [
        'error',
        { groups: [['^node:', '^@?\\w', '^#shared/', '^\\.\\.', '^\\.', '^\\u0000']] },
      ],
      // TypeScript itself knows which names exist.
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'preserve-caught-error': 'off',
      'prefer-const': 'error',
      'no-plusplus': ['error', { allowForLoopAfterthoughts: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          caughtErrorsIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-unused-refs': 'error',
      'vue/require-typed-ref': 'error',
    },
  },
  {
    files: ['src-*/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...sources],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noElectron, noProcess] }],
    },
  },
  {
    files: ['src-renderer/**/*.vue'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noElectron, noOwnActivation] }],
    },
  },
  {
    files: ['src-renderer/**/*.ts'],
    ignores: ['src-renderer/composables/use-shown.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [noElectron, noProcess, noOwnActivation] },
      ],
    },
  },
  { files: ['**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['src-shared/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...pure],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: engineFolders.map((folder) => `src-shared/${folder}/**/*.ts`),
    rules: { 'no-restricted-syntax': ['error', ...engine] },
  },
  {
    files: ['src-main/index.ts', 'src-main/app/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [noIpc, noProcess] }] },
  },
  {
    files: ['src-main/app/ipc*.ts', 'src-main/preload/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['src-main/**/*.ts'],
    ignores: ['**/*.d.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.main.json', './tsconfig.preload.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/cli/output.ts', 'src-main/base/terminal.ts', 'src-main/bench/**'],
    rules: { 'no-restricted-properties': ['error', ...noOwnWriting] },
  },
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': ['error', ...tests],
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  { files: ['scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
)
