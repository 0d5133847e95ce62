#include "app/attention_session.h"
#include "tests/app/scripted_attention.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>

namespace nie::attention_session_test {

using test::PlainAttention;
using test::ScriptedAttention;

namespace {

/// Opens and waits until all numbers are there.
void openWhole(AttentionSession& session, const AttentionTarget& target)
{
    bool whole = false;
    const auto seen = QObject::connect(&session, &AttentionSession::similarityReady, &session,
                                       [&] { whole = true; });
    session.open(target);
    QTRY_VERIFY(whole);
    QObject::disconnect(seen);
}

}  // namespace

class AttentionSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsOpenedIsThatOfTheEngine()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        int thumbnails = 0;
        connect(&session, &AttentionSession::thumbnailReady, this, [&] { ++thumbnails; });
        AttentionStatistics statistics;
        connect(&session, &AttentionSession::statisticsReady, this,
                [&](const AttentionStatistics& ready) { statistics = ready; });
        openWhole(session, {.folder = "run", .checkpoint = "best", .iteration = 2});
        QCOMPARE(thumbnails, 6);
        QCOMPARE(session.opened()->run.step, std::int64_t(30));
        const PlainAttention maps({.iteration = 2});
        const auto wanted = maps.statistics({});
        QCOMPARE(statistics.heads.size(), wanted.heads.size());
        for (std::size_t h = 0; h < wanted.heads.size(); ++h)
            QCOMPARE(*statistics.heads[h].entropy, *wanted.heads[h].entropy);
    }

    void rowsAndColumnsAreThoseOfTheMaps()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        openWhole(session, {.folder = "run"});
        std::vector<AttentionMap> rows;
        connect(&session, &AttentionSession::rowsReady, this,
                [&](const std::vector<AttentionMap>& ready) { rows = ready; });
        session.showRows({.layer = 1, .heads = {0, 2}}, {5, 9});
        QTRY_COMPARE(rows.size(), std::size_t(4));
        const PlainAttention maps;
        QCOMPARE(rows[0].values, maps.map(1, 0, {5}).values);
        QCOMPARE(rows[1].values, maps.map(1, 2, {5}).values);
        QCOMPARE(rows[3].values, maps.map(1, 2, {9}).values);
        rows.clear();
        session.showRows({.layer = 1, .heads = {0}, .reverse = true}, {5});
        QTRY_COMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].isColumn());
        QCOMPARE(rows[0].values, maps.column(1, 0, 5, {}).values);
    }

    void matricesAndComparisonsAreOfWhatWasAskedFor()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        openWhole(session, {.folder = "run"});
        std::optional<AttentionMap> matrix;
        connect(&session, &AttentionSession::matrixReady, this,
                [&](const AttentionMap& map) { matrix = map; });
        session.showMatrix({.layer = 1, .part = AttentionPart::Times}, 2);
        QTRY_VERIFY(matrix.has_value());
        const PlainAttention maps;
        QCOMPARE(matrix->values, maps.partMap(1, 2, AttentionPart::Times, {}).values);

        std::optional<AttentionSide> one, other;
        connect(&session, &AttentionSession::comparisonReady, this,
                [&](const AttentionSide& a, const AttentionSide& b) {
                    one = a;
                    other = b;
                });
        AttentionTarget target = session.opened()->target;
        target.iteration = 1;
        session.compare({.layer = 0}, 1, target, 1, 0);
        QTRY_VERIFY(other.has_value());
        QCOMPARE(one->map.values, maps.map(0, 1).values);
        QCOMPARE(other->map.values, PlainAttention({.iteration = 1}).map(1, 0).values);
        QVERIFY(QString::fromStdString(other->name).contains("iterate 1"));
    }

    void theNewestOfTwoWishesIsFulfilled()
    {
        ScriptedAttention engine;
        engine.openTime = std::chrono::milliseconds(50);
        AttentionSession session(engine);
        QSignalSpy opened(&session, &AttentionSession::openedChanged);
        for (std::int64_t sample = 0; sample < 4; ++sample)
            session.open({.folder = "run", .sample = sample});
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(session.opened()->target.sample, std::int64_t(3));
        QCOMPARE(engine.opened.load(), 1);
        session.close();
        QVERIFY(!session.opened());
    }

    void whatCannotBeOpenedIsToldAndTheLastOneStays()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        openWhole(session, {.folder = "run"});
        QSignalSpy problems(&session, &AttentionSession::problem);
        session.open({.folder = "run", .sample = 9});
        QTRY_COMPARE(problems.count(), 1);
        QVERIFY(problems[0][0].toString().contains("no such sample (found 9"));
        QCOMPARE(session.opened()->target.sample, std::int64_t(0));
    }

    void aCourseGathersEveryCheckpointOnce()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        openWhole(session, {.folder = "run", .checkpoint = "best"});
        QCOMPARE(session.moments().size(), std::size_t(1));
        session.follow({{"step-000010", 10, 0, {}},
                        {"step-000020", 20, 0, {}},
                        {"best", 30, 0, {}},
                        {"final", 30, 0, {}}});
        QTRY_COMPARE(session.moments().size(), std::size_t(3));
        QTRY_VERIFY(!session.isFollowing());
        QCOMPARE(engine.opened.load(), 3);
        // Another sample begins a course of its own.
        openWhole(session, {.folder = "run", .checkpoint = "best", .sample = 1});
        QCOMPARE(session.moments().size(), std::size_t(1));
    }

    void ablationCanBeStopped()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        openWhole(session, {.folder = "run"});
        std::optional<AblationStudy> study;
        connect(&session, &AttentionSession::ablated, this,
                [&](const AblationStudy& ready) { study = ready; });
        engine.openTime = std::chrono::seconds(60);
        session.ablate();
        QVERIFY(session.isAblating());
        session.stopAblating();
        QVERIFY(!session.isAblating());
        engine.openTime = {};
        session.ablate();
        QTRY_VERIFY(study.has_value());
        QCOMPARE(study->heads.size(), std::size_t(6));
    }

    void mapsAreExportedAndOtherFilesRefused()
    {
        ScriptedAttention engine;
        AttentionSession session(engine);
        openWhole(session, {.folder = "run"});
        const test::TemporaryFolder folder;
        QSignalSpy exported(&session, &AttentionSession::exported);
        session.exportMaps({.layer = 0, .heads = {0, 1, 2}}, folder / "maps.npz");
        QTRY_COMPARE(exported.count(), 1);
        QVERIFY(std::filesystem::file_size(folder / "maps.npz") > 0);
        QVERIFY(test::inputErrorOf([&] {
                    session.exportMaps({}, folder / "maps.png");
                }).contains("unknown kind of file (found '.png'; allowed: .npz or .csv)"));
    }
};

NIE_TEST_WITH(QCoreApplication, AttentionSessionTest);

}  // namespace nie::attention_session_test

#include "attention_session_test.moc"
