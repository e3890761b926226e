using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Tests.Storage;

public sealed class StatementTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteSession _session;

    public StatementTests()
    {
        _connection = new SqliteConnection($"Data Source={_folder["test.db"]};Pooling=False");
        _connection.Open();
        _session = new SqliteSession(_connection);
        _session.Execute("CREATE TABLE kept(id INTEGER PRIMARY KEY, value)");
    }

    public static TheoryData<object> Values() =>
    [
        DBNull.Value, "", "a", "Zoë 🛶", "before\0behind", new string('ß', 255), new string('字', 256), new string('x', 100_000), 0L,
        long.MinValue, 2.5, Array.Empty<byte>(), new byte[] { 0, 255, 0 },
    ];

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Scalar_WhatWasKept_IsGivenBack(object value)
    {
        _session.Prepare("INSERT INTO kept VALUES(1, ?1)").Run(value).ShouldBe(1);

        var back = _session.Prepare("SELECT value FROM kept").Scalar();
        if (value is byte[] bytes)
            back.ShouldBeOfType<byte[]>().ShouldBe(bytes);
        else
            back.ShouldBe(value is DBNull ? null : value);
        _session.Prepare("SELECT COUNT(*) FROM kept WHERE value IS ?1").Scalar(value).ShouldBe(1L);
    }

    [Fact]
    public void Run_ValuesOfTheTimeBefore_AreForgotten()
    {
        var insert = _session.Prepare("INSERT INTO kept(value) VALUES(?1)");
        insert.Run("secret");
        insert.Run(null as object);

        _session.Prepare("SELECT value FROM kept WHERE id = 2").Scalar().ShouldBeNull();
    }

    [Fact]
    public void Insert_RowThatIsThere_GivesNoNumber()
    {
        _session.Execute(
            "CREATE UNIQUE INDEX kept_value ON kept(value); CREATE TABLE log(id INTEGER PRIMARY KEY, value); "
            + "INSERT INTO log VALUES(70, 'x'); "
            + "CREATE TRIGGER logged AFTER INSERT ON kept BEGIN INSERT INTO log(value) VALUES(new.value); END");
        var insert = _session.Prepare("INSERT INTO kept(value) VALUES(?1) ON CONFLICT DO NOTHING");

        insert.Insert("a").ShouldBe(1);
        insert.Insert("b").ShouldBe(2);
        insert.Insert("a").ShouldBeNull();
        _session.Prepare("SELECT MAX(id) FROM log").Scalar().ShouldBe(72L);
    }

    [Fact]
    public void Run_FewerValuesThanParameters_IsRefused() =>
        Should.Throw<ArgumentException>(() => _session.Prepare("INSERT INTO kept VALUES(?1, ?2)").Run(1L));

    [Fact]
    public void Run_WhatSqliteCannotKeep_IsRefused() =>
        Should.Throw<ArgumentException>(() => _session.Prepare("INSERT INTO kept(value) VALUES(?1)").Run(DateTimeOffset.UnixEpoch));

    [Fact]
    public void Run_SeveralStatements_AreRefusedAndNoneIsRun()
    {
        Should.Throw<ArgumentException>(() => _session.Prepare("INSERT INTO kept VALUES(1, 1); DELETE FROM kept").Run());

        _session.Scalar("SELECT COUNT(*) FROM kept").ShouldBe(0);
    }

    [Fact]
    public void Run_ConstraintIsBroken_ThrowsAndCanBeRunAgain()
    {
        var insert = _session.Prepare("INSERT INTO kept VALUES(?1, 1)");
        insert.Run(1L);

        Should.Throw<SqliteException>(() => insert.Run(1L)).SqliteErrorCode.ShouldBe(19);

        insert.Run(2L).ShouldBe(1);
    }

    [Fact]
    public void Run_ChangesRows_SaysHowMany()
    {
        for (var i = 0; i < 3; i++)
            _session.Prepare("INSERT INTO kept(value) VALUES(?1)").Run(i);

        _session.Prepare("UPDATE kept SET value = 7 WHERE value > ?1").Run(0).ShouldBe(2);
        _session.Prepare("DELETE FROM kept WHERE value = ?1").Run(99).ShouldBe(0);
    }

    [Fact]
    public void Each_StatementThatIsStillRead_IsRefused()
    {
        _session.Execute("INSERT INTO kept(value) VALUES(1), (2)");
        var all = _session.Prepare("SELECT value FROM kept");

        Should.Throw<InvalidOperationException>(() => all.Each(_ => all.Scalar()));

        all.Query(static r => r.GetInt64(0)).ShouldBe([1, 2]);
    }

    [Fact]
    public void Each_SoManyOthersThatTheyAreForgotten_IsReadToItsEnd()
    {
        _session.Execute("INSERT INTO kept(value) VALUES(1), (2), (3)");
        var read = new List<long>();

        _session.Prepare("SELECT value FROM kept").Each(row =>
        {
            read.Add(row.GetInt64(0));
            for (var i = 0; i < 300; i++)
                _session.Scalar($"SELECT {i}").ShouldBe(i);
        });

        read.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Scalar_AfterItWasForgotten_RunsAgain()
    {
        var one = _session.Prepare("SELECT 1");
        one.Dispose();

        one.Scalar().ShouldBe(1L);
    }

    [Fact]
    public void GetInt64_Null_Throws()
    {
        _session.Execute("INSERT INTO kept(value) VALUES(NULL)");

        Should.Throw<InvalidOperationException>(() => _session.Prepare("SELECT value FROM kept").First(static r => (object)r.GetInt64(0)));
        Should.Throw<InvalidOperationException>(() => _session.Prepare("SELECT value FROM kept").First(static r => r.GetString(0)));
        Should.Throw<InvalidOperationException>(() => _session.Prepare("SELECT value FROM kept").First(static r => r.GetBytes(0)));
    }

    [Fact]
    public void GetInt32_MoreThanItHolds_Throws() =>
        Should.Throw<OverflowException>(() => _session.Prepare("SELECT 5000000000").First(static r => (object)r.GetInt32(0)));
}
