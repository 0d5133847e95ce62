#include "app/session_memory.h"
#include "core/base/files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <fstream>

namespace nie::session_memory_test {

using namespace nie::test;

namespace fs = std::filesystem;

namespace {

RunConfig sample()
{
    RunConfig config;
    config.experiment = "spirals";
    config.title = "Spirals & more";
    config.source = "/data/my spirals.json";
    config.seed = 7;
    config.dataset = {{"name", "spirals"}, {"noise", 1e-5}};
    config.model = {{"name", "anie"}};
    return config;
}

SessionSnapshot everything()
{
    SessionSnapshot snapshot;
    snapshot.geometry = QByteArray("\x01\x00\xff geometry", 12);
    snapshot.layout = QByteArray("layout");
    snapshot.inspectorShown = false;
    snapshot.lossShown = false;
    snapshot.lossHeight = 312;
    snapshot.page = "data";
    snapshot.appearance = Appearance::Dark;
    snapshot.folder = "/home/somebody/Übung";
    RunConfig edited = sample();
    edited.set("model.heads=2");
    snapshot.draft = DraftMemory{edited, sample(), sample()};
    snapshot.lossView =
        LossViewMemory{"time", true, false, false, 0.9, {"rate", "residual"}, 5000.0};
    snapshot.recent.add({RecentItem::Kind::Run, "/runs/a", "Spirals"});
    snapshot.pictures = LivePictures::Sparing;
    snapshot.runsColumns = {"name", "test_r2", "note"};
    snapshot.queue = Json::array({{{"edited", 1}}});
    snapshot.notice = {{"sound", true}};
    return snapshot;
}

fs::path fileWith(const TemporaryFolder& folder, const std::string& text)
{
    const fs::path file = folder / "session.json";
    std::ofstream(file) << text;
    return file;
}

}  // namespace

class SessionMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotComesBackAsItWas();
    void whatIsNotUnderstoodStaysAsByDefault();
    void aDraftThatCannotBeReadIsLeftOutAndNamed();
    void recentItemsAreNewestFirstOnceAndTenAtMost();
    void pinnedItemsStayOnTopAndAreNotCleared();
    void goneFilesAndRunsAreKnownToBeGone();
    void aChangeIsOnTheDiskWithinASecond();
    void whatHasNotChangedIsNotWritten();
    void theFileIsReplacedWhole();
    void aDamagedFileIsPutAside();
    void aFolderThatCannotBeWrittenStopsNothing();
};

void SessionMemoryTest::aSnapshotComesBackAsItWas()
{
    const SessionSnapshot before = everything();
    const Json json = Json::parse(before.toJson().dump());
    std::string problem;
    const SessionSnapshot after = SessionSnapshot::fromJson(json, &problem);
    QVERIFY2(problem.empty(), problem.c_str());
    QVERIFY(after.toJson() == before.toJson());
    QVERIFY(after.draft.has_value());
    QCOMPARE(after.draft->config.source, std::string("/data/my spirals.json"));
    QCOMPARE(after.geometry, before.geometry);
    QVERIFY(after.appearance == Appearance::Dark);
    QVERIFY(after.pictures == LivePictures::Sparing);
    QCOMPARE(after.lossHeight, 312);
    QCOMPARE(after.runsColumns, before.runsColumns);
    QVERIFY(after.queue == before.queue && after.notice == before.notice);
}

void SessionMemoryTest::whatIsNotUnderstoodStaysAsByDefault()
{
    for (const char* text :
         {"{}", "[]", "3", R"({"geometry": 3, "page": ["x"], "appearance": "pink", "recent": 4})",
          R"({"loss_view": {"smoothing": "much", "hidden": 3}, "draft": 5, "folder": null})",
          R"({"loss_height": -4})",
          R"({"live_pictures": "many", "runs_columns": 3, "queue": "x", "notice": []})"}) {
        std::string problem;
        const SessionSnapshot snapshot = SessionSnapshot::fromJson(Json::parse(text), &problem);
        QVERIFY2(problem.empty(), text);
        QCOMPARE(snapshot.page, QString("start"));
        QVERIFY(!snapshot.draft.has_value());
        QVERIFY(snapshot.appearance == Appearance::System);
        QVERIFY(snapshot.pictures == LivePictures::Full);
        QCOMPARE(snapshot.lossHeight, SessionSnapshot{}.lossHeight);
        QVERIFY(snapshot.runsColumns.empty());
    }
}

void SessionMemoryTest::aDraftThatCannotBeReadIsLeftOutAndNamed()
{
    Json json = everything().toJson();
    json["draft"]["edited"]["config"]["no_such_key"] = 1;
    std::string problem;
    const SessionSnapshot snapshot = SessionSnapshot::fromJson(json, &problem);
    QVERIFY(!snapshot.draft.has_value());
    QVERIFY2(problem.find("no_such_key") != std::string::npos, problem.c_str());
    QCOMPARE(snapshot.page, QString("data"));
}

void SessionMemoryTest::recentItemsAreNewestFirstOnceAndTenAtMost()
{
    RecentList list;
    for (int i = 0; i < 14; ++i)
        list.add({RecentItem::Kind::File, "/f" + std::to_string(i), "t"});
    list.add({RecentItem::Kind::File, "/f9", "renamed"});
    QCOMPARE(list.items().size(), RecentList::kMost);
    QCOMPARE(list.items()[0].title, std::string("renamed"));
    QCOMPARE(list.items()[1].target, std::string("/f13"));
    const auto nines = std::count_if(list.items().begin(), list.items().end(),
                                     [](const RecentItem& item) { return item.target == "/f9"; });
    QCOMPARE(nines, 1);
    QVERIFY(RecentList::fromJson(list.toJson()).toJson() == list.toJson());
}

void SessionMemoryTest::pinnedItemsStayOnTopAndAreNotCleared()
{
    const auto file = [](int i) {
        return RecentItem{RecentItem::Kind::File, "/f" + std::to_string(i), "t"};
    };
    const auto targets = [](const RecentList& list) {
        std::string all;
        for (const RecentItem& item : list.items())
            all += item.target;
        return all;
    };
    RecentList list;
    for (int i = 0; i < 4; ++i)
        list.add(file(i));
    list.setPinned(file(1), true);
    list.setPinned(file(0), true);
    QCOMPARE(targets(list), std::string("/f1/f0/f3/f2"));
    list.add(file(2));
    list.add(file(0));  // keeps its place
    QCOMPARE(targets(list), std::string("/f1/f0/f2/f3"));
    const RecentList again = RecentList::fromJson(list.toJson());
    QCOMPARE(targets(again), targets(list));
    QVERIFY(again.items()[1].pinned && !again.items()[2].pinned);
    for (int i = 4; i < 20; ++i)
        list.add(file(i));
    QCOMPARE(list.items().size(), RecentList::kMost);
    QVERIFY(targets(list).starts_with("/f1/f0/f19"));
    list.clear();
    QCOMPARE(targets(list), std::string("/f1/f0"));
    list.setPinned(file(1), false);
    QCOMPARE(targets(list), std::string("/f0/f1"));
    list.clear();
    QCOMPARE(targets(list), std::string("/f0"));
    QVERIFY(RecentList::fromJson(Json::parse(R"([{"kind": "file", "target": "/a", "pinned": 3}])"))
                .items()
                .front()
                .pinned == false);
}

void SessionMemoryTest::goneFilesAndRunsAreKnownToBeGone()
{
    const TemporaryFolder folder;
    std::ofstream(folder / "config.json") << "{}";
    QVERIFY((RecentItem{RecentItem::Kind::Experiment, "spirals", ""}.exists()));
    QVERIFY((RecentItem{RecentItem::Kind::Run, folder.path().string(), ""}.exists()));
    QVERIFY((RecentItem{RecentItem::Kind::File, (folder / "config.json").string(), ""}.exists()));
    QVERIFY(!(RecentItem{RecentItem::Kind::File, (folder / "gone.json").string(), ""}.exists()));
    QVERIFY(!(RecentItem{RecentItem::Kind::Run, (folder / "gone").string(), ""}.exists()));
}

void SessionMemoryTest::aChangeIsOnTheDiskWithinASecond()
{
    const TemporaryFolder folder;
    const fs::path file = folder / "deep" / "session.json";
    SessionSnapshot now = everything();
    SessionMemory memory(file, [&now] { return now; });
    now.page = "paper";
    QElapsedTimer clock;
    clock.start();
    // However often it changes meanwhile.
    while (!fs::exists(file) && clock.elapsed() < 5000) {
        memory.touch();
        QTest::qWait(10);
    }
    qInfo("a change was on the disk after %lld ms", static_cast<long long>(clock.elapsed()));
    QString problem;
    QCOMPARE(memory.load(problem).page, QString("paper"));
    QVERIFY(problem.isEmpty());
}

void SessionMemoryTest::whatHasNotChangedIsNotWritten()
{
    const TemporaryFolder folder;
    const fs::path file = folder / "session.json";
    const SessionSnapshot now = everything();
    SessionMemory memory(file, [&now] { return now; });
    memory.saveNow();
    fs::remove(file);
    memory.touch();
    QTest::qWait(1000);
    QVERIFY(!fs::exists(file));
}

void SessionMemoryTest::theFileIsReplacedWhole()
{
    const TemporaryFolder folder;
    const fs::path file = folder / "session.json";
    SessionSnapshot now = everything();
    SessionMemory memory(file, [&now] { return now; });
    for (int i = 0; i < 20; ++i) {
        now.folder = std::string(static_cast<std::size_t>(10000 * (i % 2)), 'x');
        memory.saveNow();
        QVERIFY(!Json::parse(readFile(file)).empty());
    }
    // Nothing of the temporary files is left beside it.
    const auto files =
        std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
    QCOMPARE(files, 1);
}

void SessionMemoryTest::aDamagedFileIsPutAside()
{
    for (const std::string text : {std::string(""), std::string("{\"page\": \"tr"),
                                   std::string("\x80\xff\x00\x01", 4), std::string("no json")}) {
        const TemporaryFolder folder;
        const fs::path file = fileWith(folder, text);
        const SessionMemory memory(file, [] { return SessionSnapshot(); });
        QString problem;
        QCOMPARE(memory.load(problem).page, QString("start"));
        QVERIFY2(problem.contains("session.json.damaged"), qPrintable(problem));
        QVERIFY(!fs::exists(file));
        QVERIFY(fs::exists(folder / "session.json.damaged"));
    }
}

void SessionMemoryTest::aFolderThatCannotBeWrittenStopsNothing()
{
    const TemporaryFolder folder;
    std::ofstream(folder / "taken") << "a file where a folder should be";
    SessionMemory memory(folder / "taken" / "session.json", [] { return everything(); });
    QString problem;
    QCOMPARE(memory.load(problem).page, QString("start"));
    memory.saveNow();
    memory.touch();
    QTest::qWait(600);
}

NIE_TEST_WITH(QApplication, SessionMemoryTest);

}  // namespace nie::session_memory_test

#include "session_memory_test.moc"
