# syntax=docker/dockerfile:1
# One image for both processes: the API (`node api/main.ts`, the default) and the worker (`node worker/main.ts`).
# It writes nothing but /tmp, so run it with a read-only root file system. sbom.cdx.json names every package in it.

# docs/operations.md says how to build on a digest: `--build-arg NODE_IMAGE=node:…@sha256:…`.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY bin/sbom bin/
# No install scripts: the only one needed brings a Node along, and this image has that Node already.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm run --silent sbom > sbom.cdx.json

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=packages /app/sbom.cdx.json ./
COPY . .
USER 10001:10001
EXPOSE 8300
# The API's check; a worker asks Temporal for itself: `node config/health.ts worker`.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["node", "config/health.ts", "api"]
CMD ["node", "api/main.ts"]
