import { formatNumber } from '../model/formats.ts';
import type { Language } from '../model/language.ts';
import type { PlannedCounts, PlanSummary } from '../replication/run-request.ts';
import { countTitles } from '../report/words.ts';
import { renderTable } from './table.ts';
import { runTexts } from './texts/run-texts.ts';

/** The plan as people confirm it: per type, what is read and what would change on the target. */
export function renderPlan(plan: PlanSummary, language: Language): readonly string[] {
  const texts = runTexts[language];
  const number = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value, language));
  const columns: readonly { title: string; key: keyof PlannedCounts }[] = [
    { title: countTitles.read[language], key: 'read' },
    { title: texts.planCreate, key: 'create' },
    { title: texts.planUpdate, key: 'update' },
    { title: countTitles.unchanged[language], key: 'unchanged' },
    { title: texts.planDelete, key: 'delete' },
    { title: countTitles.impossible[language], key: 'impossible' },
  ];
  const types = Object.entries(plan.types).filter(([, counts]) => columns.some(({ key }) => (counts[key] ?? 0) > 0));
  const told = columns.filter(({ key }) => key === 'read' || types.some(([, counts]) => (counts[key] ?? 0) > 0));
  const lines = renderTable(
    [{ title: texts.type, align: 'left' }, ...told.map(({ title }) => ({ title, align: 'right' as const }))],
    types.map(([type, counts]) => [type, ...told.map(({ key }) => number(counts[key]))]),
  );
  const later = [`  ${texts.planLater}`, ...deletionLines(plan, language)];
  return ['', `  ${texts.plan}`, ...lines.map((line) => `  ${line}`), '', ...later, ''];
}

/** Deletions in words and numbers: nobody says yes to a column. */
function deletionLines({ deletions }: PlanSummary, language: Language): readonly string[] {
  if (deletions === undefined) return [];
  const texts = runTexts[language];
  const { count, bound, isBeyond } = deletions;
  const number = formatNumber(count, language);
  return [`  ${isBeyond ? texts.deletionsHeldBack(number, bound) : texts.deletions(number, count, bound)}`];
}
