import { listOf, pageOf, pageQuerySchema } from '@relais/contract/paging.ts';
import {
  chunkQuerySchema,
  chunkSchema,
  findingGroupSchema,
  findingQuerySchema,
  numberedFindingSchema,
  pieceQuerySchema,
  pieceSchema,
  reportQuerySchema,
  runParamsSchema,
  transitionSchema,
} from '@relais/contract/run.ts';
import { inLanguage, type Language } from '../../model/language.ts';
import { redacted } from '../../model/redaction.ts';
import { explainReason } from '../../model/run-reason.ts';
import { isTrackerType } from '../../model/tracker-objects.ts';
import { writeCsvReport } from '../../report/csv-report.ts';
import { explainCode } from '../../report/dhis2-codes.ts';
import { writeJsonReport } from '../../report/json-report.ts';
import { maintenanceUrl } from '../../report/maintenance-url.ts';
import { renderReport } from '../../report/render-report.ts';
import { loadRunReport } from '../../report/run-report.ts';
import { loadChunkPage } from '../../store/chunk-page.ts';
import { type FindingGroup, loadFindingGroups, loadNumberedFindings } from '../../store/finding.ts';
import { type KeptPiece, listPieces } from '../../store/piece.ts';
import { assertLedgerKept } from '../../store/retention.ts';
import { loadRun } from '../../store/run.ts';
import { listTransitionsAfter } from '../../store/run-transition.ts';
import { aboutRun } from '../about.ts';
import type { ApiParts } from '../api-parts.ts';
import { guardedRoute, type Route, textAnswer } from '../route.ts';
import { createRunWatch, type RunWatch } from '../run-watch.ts';
import { tellReason } from '../tell-run.ts';

const seen = { method: 'GET', action: 'run.see', params: runParamsSchema, subject: aboutRun } as const;

/** What a run did and found, and what becomes of it. */
export const runDetailRoutes: readonly Route[] = [
  guardedRoute({
    ...seen,
    path: '/runs/:id/findings',
    summary: 'What differs or was refused, and why',
    query: findingQuerySchema,
    answer: pageOf(numberedFindingSchema),
    handle: async ({ access: { database }, params: { id }, query }) => {
      const { findings, next } = await loadNumberedFindings(database, id, query);
      const { source } = await loadRun(database, id);
      const items = findings.map((finding) => ({
        ...finding,
        maintenanceUrl: maintenanceUrl(source, finding),
        isMasked: isTrackerType(finding.type) && finding.message.includes(redacted),
      }));
      return { items, next };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/finding-groups',
    summary: 'Findings alike, counted',
    answer: listOf(findingGroupSchema),
    handle: async ({ access, params, language }) => {
      const groups = await loadFindingGroups(access.database, params.id);
      return { items: groups.map((group) => ({ ...group, explanation: explained(group, language) })) };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/transitions',
    summary: 'The life of a run: every change of its state, and why',
    query: pageQuerySchema,
    answer: pageOf(transitionSchema),
    handle: async ({ access, params, query, language }) => {
      const { limit, after = 0 } = query;
      const found = await listTransitionsAfter(access.database, params.id, { after, limit: limit + 1 });
      const items = found.slice(0, limit).map(({ id, from, to, reason, toldBy, happenedAt }) => ({
        ...{ id, from, to },
        reason: tellReason(reason, language),
        by: toldBy,
        at: happenedAt,
      }));
      return { items, next: found.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/pieces',
    summary: 'The parts of a run that workers share',
    query: pieceQuerySchema,
    answer: pageOf(pieceSchema),
    handle: async ({ access, params, query: { state, limit, after }, language }) => {
      const wanted = { after, limit: limit + 1, ...(state && { states: [state] }) };
      const found = await listPieces(access.database, params.id, wanted);
      const items = found.slice(0, limit).map((piece) => ({ ...piece, failure: tellFailure(piece, language) }));
      return { items, next: found.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/chunks',
    summary: 'What of a run is finished, chunk by chunk',
    query: chunkQuerySchema,
    answer: pageOf(chunkSchema),
    handle: async ({ access: { database }, params: { id }, query: { stage, after, limit } }) => {
      await assertLedgerKept(database, id);
      const found = await loadChunkPage(database, id, { stage, after, limit: limit + 1 });
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/report.html',
    summary: 'The report as one page',
    query: reportQuerySchema,
    produces: ['text/html'],
    handle: async ({ access: { database }, params: { id }, query, language, parts }) => {
      await assertLedgerKept(database, id);
      const report = await loadRunReport(database, id, parts.now());
      const fileName = query.download === 'true' ? `run-${id}.html` : undefined;
      return textAnswer('text/html; charset=utf-8', renderReport(report, query.language ?? language), fileName);
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/report.json',
    summary: 'The report with every finding, for programs',
    produces: ['application/json'],
    handle: async ({ access: { database }, params: { id }, parts }) => {
      await assertLedgerKept(database, id);
      const report = await loadRunReport(database, id, parts.now());
      return textAnswer('application/json; charset=utf-8', writeJsonReport(database, report), `run-${id}.json`);
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/report.csv',
    summary: 'Every finding as a line, for spreadsheets',
    produces: ['text/csv'],
    handle: async ({ access: { database }, params: { id } }) => {
      await assertLedgerKept(database, id);
      return textAnswer('text/csv; charset=utf-8', writeCsvReport(database, id), `run-${id}.csv`);
    },
  }),
  guardedRoute({
    ...seen,
    path: '/runs/:id/events',
    summary: 'What becomes of a run, as it happens: transition, progress, end',
    produces: ['text/event-stream'],
    handle: async ({ parts, params, language, signal, lastEventId }) => {
      const after = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
      return { kind: 'events' as const, events: watchOf(parts).follow(params.id, { after, language, signal }) };
    },
  }),
];

function explained(group: FindingGroup, language: Language) {
  const explanation = explainCode(group);
  if (explanation === undefined) return undefined;
  const { means, remedy } = explanation;
  return { means: inLanguage(means, language), remedy: inLanguage(remedy, language) };
}

/** One for each process, whoever watches. */
const watches = new WeakMap<ApiParts, RunWatch>();

function watchOf(parts: ApiParts): RunWatch {
  const watch = watches.get(parts) ?? createRunWatch(parts.database, { everyMs: parts.watchMs });
  watches.set(parts, watch);
  return watch;
}

function tellFailure({ failure }: KeptPiece, language: Language) {
  if (failure === undefined) return undefined;
  const { code, args } = failure;
  const reason = code === 'FAULT' ? ({ code: 'RUN_FAULT', args } as const) : { code, args };
  return { code, text: explainReason(reason, language) };
}
