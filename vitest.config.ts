import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests against a real DHIS2 need two of them, and are left out where none is named. */
const hasRealInstances = process.env.RELAIS_DHIS2_SOURCE && process.env.RELAIS_DHIS2_TARGET;

/** Quick tests first: those without a database, then those with one, then those that need a browser or a real DHIS2. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byUsualOrder = await super.sort(files);
    return byUsualOrder.sort((left, right) => slowness(left.moduleId) - slowness(right.moduleId));
  }
}

function slowness(file: string): number {
  return ['.pg.test.ts', '.e2e.test.ts', '.dhis2.test.ts'].findIndex((ending) => file.endsWith(ending)) + 1;
}

export default defineConfig({
  test: {
    include: ['{contract,platform,standin,web}/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(hasRealInstances ? [] : ['**/*.dhis2.test.ts'])],
    globalSetup: ['platform/src/store/test-database-setup.ts'],
    sequence: { sequencer: QuickFirst },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
