# The image of kafka-sentinel: one executable, without a shell, not as root.
#
#   docker build -t kafka-sentinel --build-arg REVISION="$(git rev-parse --short=12 HEAD)" .
#
# The versions are pinned here. To pin digests too, give the arguments as NAME:TAG@sha256:….
ARG DENO_IMAGE=denoland/deno:2.9.6
ARG RUNTIME_IMAGE=gcr.io/distroless/cc-debian12:nonroot

FROM ${DENO_IMAGE} AS build
WORKDIR /src
# Packages change less often than the source.
COPY deno.json deno.lock ./
RUN deno install --frozen
COPY main.ts ./
COPY src ./src
COPY scripts ./scripts
COPY config ./config
COPY docs/runbooks ./docs/runbooks
ARG REVISION=unknown
RUN deno task build --revision="${REVISION}" && mkdir /state

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="kafka-sentinel" \
      org.opencontainers.image.description="Watches Apache Kafka and serves what it reads to Prometheus" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/dist/kafka-sentinel /usr/local/bin/kafka-sentinel
COPY --from=build --chown=65532:65532 /state /var/lib/kafka-sentinel
ENV KAFKA_SENTINEL_STATE_DIR=/var/lib/kafka-sentinel \
    NO_COLOR=1
# The C library then gives the memory of large arrays back at once, instead of keeping it.
ENV MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    MALLOC_TRIM_THRESHOLD_=131072
VOLUME ["/var/lib/kafka-sentinel"]
USER 65532:65532
EXPOSE 9308 9309
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s \
  CMD ["/usr/local/bin/kafka-sentinel", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/kafka-sentinel"]
