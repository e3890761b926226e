using InboxMind.Server.Commands;

return await CommandLine.RunAsync(args, CommandLine.Console);
