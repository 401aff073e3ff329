/** One jest for the whole house. Suffixes tell what a test crosses: `.test.ts` is pure, `.int.test.ts` crosses the local cloud, `.journey.test.ts` a browser. */
module.exports = {
  testEnvironment: 'node',
  // two slow cores and a build beside it must not turn a sound test red; a hanging one still ends
  testTimeout: 60_000,
  roots: [
    '<rootDir>/src',
    '<rootDir>/cloudfunctions',
    '<rootDir>/local-cloud',
    '<rootDir>/scripts',
    '<rootDir>/tests',
    '<rootDir>/demo',
  ],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
}
