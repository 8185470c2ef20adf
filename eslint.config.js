import js from '@eslint/js'
import query from '@tanstack/eslint-plugin-query'
import prettier from 'eslint-config-prettier'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'e2e/**/*.spec.ts']

export default defineConfig(
  globalIgnores(['dist', 'package', 'test-results', 'playwright-report', 'node_modules']),
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Numbers read well in template strings; everything else must be made a string on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // There are no enums here (erasableSyntaxOnly): looking for them takes time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // The rooms that may use React; the rules of hooks compile each file.
    files: ['src/*.tsx', 'src/{app,features,i18n,ui}/**/*.{ts,tsx}'],
    extends: [
      hooks.configs.flat['recommended-latest'],
      a11y.flatConfigs.strict,
      query.configs['flat/recommended-strict'],
    ],
  },
  {
    files: TESTS,
    rules: {
      // A test may say "this is there": the test fails by itself if it is not.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
  prettier,
)
