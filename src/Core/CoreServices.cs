using System.Text;
using InboxMind.Core.Accounts;
using InboxMind.Core.Accounts.Connecting;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Answers.Reuse;
using InboxMind.Core.Answers.Summaries;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Health;
using InboxMind.Core.Import;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Core.Mail.Listing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Mail.Reading;
using InboxMind.Core.Privacy;
using InboxMind.Core.Search;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>What InboxMind does; the host adds adapters for the ports.</summary>
public static class CoreServices
{
    public static IServiceCollection AddInboxMindCore(this IServiceCollection services)
    {
        // Before anything parses mail: the parser remembers a charset it could not find.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MimeReader>();
        services.TryAddSingleton<ImportMail>();
        services.TryAddSingleton<MakeVectors>();
        services.TryAddSingleton<IndexMessages>();
        services.TryAddSingleton<IndexStored>();
        services.TryAddSingleton<DeleteMail>();
        services.TryAddSingleton<DeleteAllMail>();
        services.TryAddSingleton<ListMail>();
        services.TryAddSingleton<OpenMail>();
        services.TryAddSingleton<StoredCredentials>();
        services.TryAddSingleton<GetValidToken>();
        services.TryAddSingleton<IMailCredentials, MailCredentials>();
        services.TryAddSingleton(new AccountSettings());
        services.TryAddSingleton<LocalUser>();
        services.TryAddSingleton<StartSession>();
        services.TryAddSingleton<RefreshSession>();
        services.TryAddSingleton<CheckAccess>();
        services.TryAddSingleton<ForgetExpired>();
        services.TryAddSingleton<ChangeUser>();
        services.TryAddSingleton<LocalSignIn>();
        services.TryAddSingleton<BeginSignIn>();
        services.TryAddSingleton<SignInUser>();
        services.TryAddSingleton<CompleteSignIn>();
        services.TryAddSingleton<UnlinkIdentity>();
        services.TryAddSingleton<ResumeSync>();
        services.TryAddSingleton<KeepConnection>();
        services.TryAddSingleton<ConnectMailbox>();
        services.TryAddSingleton<ConnectImap>();
        services.TryAddSingleton<DisconnectMailbox>();
        services.TryAddSingleton<SyncMailbox>();
        services.TryAddSingleton<WatchInbox>();
        services.TryAddSingleton<IndexMailHandler>();
        services.TryAddSingleton<SweepUnindexed>();
        services.TryAddSingleton<RenewVectors>();
        services.TryAddSingleton(new WorkSettings());
        services.TryAddSingleton<ReadPoisonedWork>();
        services.TryAddSingleton<QueueWorker<IndexMailHandler>>();
        services.TryAddSingleton<QueueWorker<SyncMailboxHandler>>();
        services.TryAddSingleton<SyncMailboxHandler>();
        services.TryAddSingleton<SyncInTurn>();
        services.TryAddSingleton<AskForSync>();
        services.TryAddSingleton<ReadSyncStatus>();
        services.TryAddSingleton<ChangeMailbox>();
        services.TryAddSingleton<SearchMail>();
        services.TryAddSingleton<UnderstandQuestion>();
        services.TryAddSingleton<RetrieveMail>();
        services.TryAddSingleton<AddThreadContext>();
        services.TryAddSingleton<AskQuestion>();
        services.TryAddSingleton(new AnswerSettings());
        services.TryAddSingleton<AnswerCache>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, AnswerCache>(static s => s.GetRequiredService<AnswerCache>()));
        services.TryAddSingleton<AnswerOnce>();
        services.TryAddSingleton<CountQuestions>();
        services.TryAddSingleton<AskInConversation>();
        services.TryAddSingleton<ForgetOldQuestions>();
        services.TryAddSingleton<SummariseThread>();
        services.TryAddSingleton<ChangeAccount>();
        services.TryAddSingleton<RevokeConsent>();
        services.TryAddSingleton<EraseAccount>();
        services.TryAddSingleton<ResumeErasures>();
        services.TryAddSingleton<ExportAccount>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, QueueProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, ModelsProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, MailServersProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, LastSyncProbe>());
        return services;
    }
}
