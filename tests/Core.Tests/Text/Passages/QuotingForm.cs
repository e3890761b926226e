namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>How a mail program puts together a reply or a forwarded mail. In the template stand <c>{name}</c> and <c>{address}</c> of who
/// is quoted, and on lines of their own <c>{own}</c> and <c>{more}</c> (what the sender writes), <c>{quote}</c> and <c>{&gt;quote}</c>
/// (what is quoted, the latter marked), <c>{sign}</c> and <c>{foot}</c> (signature and footer of the sender).</summary>
/// <param name="Program">The program.</param>
/// <param name="Language">Its language.</param>
/// <param name="Template">The text, or the HTML.</param>
internal sealed record QuotingForm(string Program, string Language, string Template)
{
    public bool IsHtml => Template.StartsWith('<');
}
