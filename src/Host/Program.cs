using Sweeper.Host.Commands;

return await SweeperCommand.InvokeAsync(args);
