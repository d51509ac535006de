import type { Route } from './route.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { approvalRoutes } from './routes/approval-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { browseRoutes } from './routes/browse-routes.ts';
import { channelRoutes } from './routes/channel-routes.ts';
import { diffRoutes } from './routes/diff-routes.ts';
import { documentRoutes } from './routes/document-routes.ts';
import { followRoutes } from './routes/follow-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { homeRoutes } from './routes/home-routes.ts';
import { instanceRoutes } from './routes/instance-routes.ts';
import { limitRoutes } from './routes/limit-routes.ts';
import { logRoutes } from './routes/log-routes.ts';
import { measureRoutes } from './routes/measure-routes.ts';
import { noticeRoutes } from './routes/notice-routes.ts';
import { openIdRoutes } from './routes/openid-routes.ts';
import { replicationRoutes } from './routes/replication-routes.ts';
import { runDetailRoutes } from './routes/run-detail-routes.ts';
import { runRoutes } from './routes/run-routes.ts';
import { scheduleRoutes } from './routes/schedule-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { setupRoutes } from './routes/setup-routes.ts';
import { systemRoutes } from './routes/system-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { unmaskRoutes } from './routes/unmask-routes.ts';
import { userRoutes } from './routes/user-routes.ts';

export const apiPrefix = '/api/v1';

/** THE list of routes: what is not here is not there. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...setupRoutes,
  ...sessionRoutes,
  ...openIdRoutes,
  ...accountRoutes,
  ...homeRoutes,
  ...instanceRoutes,
  ...limitRoutes,
  ...browseRoutes,
  ...replicationRoutes,
  ...followRoutes,
  ...scheduleRoutes,
  ...runRoutes,
  ...runDetailRoutes,
  ...unmaskRoutes,
  ...logRoutes,
  ...diffRoutes,
  ...approvalRoutes,
  ...userRoutes,
  ...tokenRoutes,
  ...channelRoutes,
  ...noticeRoutes,
  ...auditRoutes,
  ...settingsRoutes,
  ...measureRoutes,
  ...systemRoutes,
  ...documentRoutes(() => routes, apiPrefix),
];
