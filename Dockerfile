# Uses the jar that ./mvnw package has made. Every stage has the same JVM, since no other JVM could use the AOT cache.
FROM eclipse-temurin:25-jre-noble AS jre

FROM jre AS extracted
WORKDIR /build
COPY target/partner-license-gateway-*.jar partner-license-gateway.jar
RUN java -Djarmode=tools -jar partner-license-gateway.jar extract --layers --destination layers

FROM jre AS gateway
WORKDIR /app
# A new volume for the refresh token gets its owner from this directory. A platform that chooses the user, such as OpenShift,
# puts the user into group 0.
RUN install -d -o 10001 -g 0 -m 770 /var/lib/partner-license-gateway
COPY --from=extracted /build/layers/dependencies ./
COPY --from=extracted /build/layers/snapshot-dependencies ./
COPY --from=extracted /build/layers/application ./
COPY src/docker/jvm.flags src/docker/healthcheck ./
USER 10001:10001

FROM gateway AS trained
COPY src/docker/train /
RUN /train /tmp/gateway.aot && chmod 444 /tmp/gateway.aot

FROM gateway
COPY --from=trained --chown=0:0 /tmp/gateway.aot ./
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["/app/healthcheck"]
ENTRYPOINT ["java", "-XX:Flags=jvm.flags", "-XX:AOTCache=gateway.aot", "-Dio.netty.transport.noNative=true", "-jar", "partner-license-gateway.jar"]

ARG VERSION=unknown
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="Partner License Gateway" \
      org.opencontainers.image.description="Serves Partner Center's license analytics to everyone inside a company" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source=$SOURCE
