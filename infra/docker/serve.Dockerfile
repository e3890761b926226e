# inboxmind serve: docker build -f infra/docker/serve.Dockerfile -t inboxmind .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Server/InboxMind.Server.csproj --configuration Release --output /app \
    && mkdir --mode=700 /data

# Chiselled: no shell, no package manager, no root. "extra" has the time zones and the languages.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
LABEL org.opencontainers.image.title="InboxMind" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app /app
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# Diagnostics would write into /tmp, which may not be there.
ENV DOTNET_EnableDiagnostics=0 \
    INBOXMIND_DATA=/data
USER $APP_UID
VOLUME /data
EXPOSE 5180
HEALTHCHECK --interval=30s --timeout=6s CMD ["/app/inboxmind", "health"]
ENTRYPOINT ["/app/inboxmind"]
CMD ["serve", "--listen", "0.0.0.0"]
