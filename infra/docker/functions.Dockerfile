# The Functions app, for a host that runs containers: docker build -f infra/docker/functions.Dockerfile -t inboxmind-functions .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Functions/InboxMind.Functions.csproj --configuration Release --runtime linux-x64 --self-contained false \
    --output /app

# The host of Azure Functions comes in no chiselled image.
FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0
LABEL org.opencontainers.image.title="InboxMind Functions" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /home/site/wwwroot
COPY --from=build /app /home/site/wwwroot
# What it writes goes to /tmp: the root may be read-only, with a file system in memory there. No port below 1024.
ENV ASPNETCORE_URLS=http://+:8080 \
    AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    AzureWebJobsSecretStorageType=files \
    DOTNET_EnableDiagnostics=0 \
    HOME=/tmp \
    InboxMind__Cache=/tmp/inboxmind \
    InboxMind__Limits__Proxies=1
USER 1654:1654
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s \
    CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
