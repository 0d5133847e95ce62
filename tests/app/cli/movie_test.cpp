#include "core/config/run_config.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/search_path.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <csignal>

/// `nie movie` on a short run of curves; its frames need no other program.
namespace nie::movie_test {

using test::runNie;
namespace fs = std::filesystem;

class MovieTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }
    QStringList line(const QStringList& options, const char* file) const
    {
        const QStringList size =
            options.contains("--size") ? QStringList() : QStringList{"--size", "320x200"};
        return QStringList{"movie", path("run"), "--quiet"} + size + options +
               QStringList{"-o", path(file)};
    }
    test::NieResult movie(const QStringList& options, const char* file) const
    {
        return runNie(line(options, file));
    }
    std::size_t countIn(const char* name) const
    {
        const fs::directory_iterator entries(m_folder / name);
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }
    /// A bad call: its exit code is 2, and it leaves nothing.
    QString refused(const QStringList& options, const char* file = "bad.ogv") const
    {
        const auto result = test::callNie(line(options, file));
        if (result.exitCode != 2 || fs::exists(m_folder / file))
            return "was not refused";
        return result.err;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto trained =
            runNie(test::smallTraining(path("run")) << "--steps"
                                                    << "6"
                                                    << "--set"
                                                    << "training.checkpoint_every=2"
                                                    << "--set"
                                                    << "dataset.points=40"
                                                    << "--quiet");
        QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
    }

    void everyTimeIsAFrame()
    {
        const auto result = movie({"--json"}, "frames");
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const Json json = parseJson(result.out.toStdString(), "nie");
        QCOMPARE(json.at("frames").get<int>(), 40);
        QCOMPARE(countIn("frames"), std::size_t(40));
        QVERIFY((json.at("size") == Json{320, 200}));
        QCOMPARE(json.at("run").get<std::string>(), std::string("run"));
        QCOMPARE(json.at("seconds").get<double>(), 4.0);
        QVERIFY(json.at("plan").at("look").contains("kind"));
    }

    void rangeSpeedViewAndChannelAreChosen()
    {
        const auto result = movie({"--view", "phase", "--channel", "1", "--every", "3", "--to",
                                   "1e9", "--fps", "5", "--json"},
                                  "phase.ogv");
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const Json json = parseJson(result.out.toStdString(), "nie");
        QCOMPARE(json.at("frames").get<int>(), 14);
        QCOMPARE(json.at("plan").at("look").at("channel").get<int>(), 1);
        QVERIFY(fs::file_size(m_folder / "phase.ogv") > 1000);
        // The plan that was printed gives the same movie.
        const auto again = movie(
            {"--look", QString::fromStdString(json.at("plan").dump()), "--json"}, "again.ogv");
        QVERIFY2(again.exitCode == 0, qPrintable(again.err));
        QVERIFY(parseJson(again.out.toStdString(), "nie").at("plan") == json.at("plan"));
    }

    void learningIsShownOneFrameACheckpoint()
    {
        const auto result = movie({"--over-checkpoints", "--json"}, "learning.png");
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const Json json = parseJson(result.out.toStdString(), "nie");
        QVERIFY(json.at("frames").get<int>() >= 3);  // steps 2, 4, 6 and perhaps the best one
        QVERIFY(fs::exists(m_folder / "learning_0003.png"));
        QVERIFY(json.at("step").get<std::string>().ends_with(" to 6"));
        const auto later = movie({"--over-checkpoints", "--from", "4", "--json"}, "later");
        QVERIFY2(later.exitCode == 0, qPrintable(later.err));
        QVERIFY(countIn("later") < json.at("frames").get<std::size_t>());
    }

    void badInputIsRefusedWithWhatThereIs()
    {
        QVERIFY(refused({"--sample", "1000"}).contains("--sample: there is no such test sample"));
        QVERIFY(refused({"--view", "cube"}).contains("field, spacetime, profile"));
        QVERIFY(refused({"--view", "spacetime"}).contains("says nothing about such a sample"));
        QVERIFY(refused({"--channel", "z"}).contains("0 to 1"));
        QVERIFY(refused({"--from", "2e9"}).contains("no frame lies between"));
        QVERIFY(refused({"--time", "1"}).contains("--over-checkpoints"));
        QVERIFY(refused({"--checkpoint", "none"}).contains("no such checkpoint"));
        QVERIFY(refused({"--look", "{\"kind\": 3}"}).contains("--look: kind"));
        QVERIFY(refused({"--size", "big"}).contains("1280x720"));
        QVERIFY(refused({"--size", "9000x9000"}).contains("16 to 8192"));
        QVERIFY(refused({"--fps", "12.5"}).contains("whole frames a second"));
        QVERIFY(refused({}, "a.avi").contains("unknown kind of movie"));
        QVERIFY(refused({}, "none/a.ogv").contains("no such folder"));
        QCOMPARE(runNie({"movie", path("none"), "-o", path("a.ogv")}).exitCode, 2);
    }

    void withoutFfmpegTheReasonAndWhatIsPossibleAreSaid()
    {
        fs::create_directory(m_folder / "bin");
        const test::SearchPath none(m_folder / "bin");
        const QString error = refused({}, "a.mp4");
        QVERIFY2(error.contains("ffmpeg is not in the search path") &&
                     error.contains("a folder, .png, .ogv"),
                 qPrintable(error));
    }

    void interruptLeavesNothing()
    {
        QProcess process;
        process.start(test::niePath(), {"movie", path("run"), "--loops", "1000", "--size",
                                        "1920x1080", "-o", path("long.ogv")});
        const auto begun = [this] {
            for (const auto& entry : fs::directory_iterator(m_folder.path()))
                if (entry.path().filename().string().starts_with(".long.ogv"))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(begun(), 30000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(!begun() && !fs::exists(m_folder / "long.ogv"));
        QVERIFY(process.readAllStandardError().contains("interrupted"));
    }
};

NIE_TEST_WITH(QCoreApplication, MovieTest);

}  // namespace nie::movie_test

#include "movie_test.moc"
