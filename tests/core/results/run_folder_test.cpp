#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <csignal>
#include <limits>
#include <sys/resource.h>

namespace nie::run_folder_test {

namespace fs = std::filesystem;

namespace {

RunConfig someConfig()
{
    RunConfig config;
    config.experiment = "spirals";
    config.seed = 7;
    config.model = {{"name", "anie"}};
    return config;
}

StepReport step(std::int64_t number, double loss)
{
    StepReport report;
    report.step = number;
    report.epoch = 1;
    report.trainLoss = loss;
    report.contraction = std::numeric_limits<double>::quiet_NaN();
    return report;
}

/// No file of this process can grow further, while it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limited{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limited);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

std::ptrdiff_t entriesOf(const fs::path& folder)
{
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

}  // namespace

class RunFolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReportedNumberIsReadBackExactly()
    {
        const test::TemporaryFolder folder;
        RunRecorder recorder({folder / "run"}, someConfig(), Json::object());
        const std::vector<double> losses{0.1, 1.0 / 3.0, 1e-300, 123456789.123456789, 5e-324};
        for (std::size_t i = 0; i < losses.size(); ++i)
            recorder.onStep(step(static_cast<std::int64_t>(i) + 1, losses[i]));

        const MetricsTable table = MetricsTable::read(recorder.folder().metrics());
        QVERIFY(table.columns.at("train_loss") == losses);
        QVERIFY(std::isnan(table.columns.at("contraction")[0]));
        QVERIFY(std::isnan(table.columns.at("validation_loss")[0]));
    }

    void validationHasARowOfItsOwn()
    {
        const test::TemporaryFolder folder;
        RunRecorder recorder({folder / "run"}, someConfig(), Json::object());
        recorder.onStep(step(1, 0.5));
        ValidationReport report;
        report.step = 1;
        report.epoch = 1;
        report.wallSeconds = 2.5;
        report.samplesSeen = 32;
        report.loss = 0.25;
        report.relativeL2 = 0.125;
        report.solverResidual = 1e-5;
        report.coupling = 0.75;
        recorder.onValidation(report);

        const std::string text = readFile(recorder.folder().metrics());
        QVERIFY(text.ends_with("\n1,1,2.5,32,,,,,,,,0.25,0.125,1e-05,0.75\n"));
        const MetricsTable table = MetricsTable::read(recorder.folder().metrics());
        QVERIFY((table.columns.at("step") == std::vector<double>{1, 1}));
        QVERIFY(std::isnan(table.columns.at("train_loss")[1]));
        QCOMPARE(table.columns.at("validation_loss")[1], 0.25);
    }

    void linesAreOnDiskBeforeTheRecorderEnds()
    {
        const test::TemporaryFolder folder;
        RunRecorder recorder({folder / "run"}, someConfig(), Json::object());
        for (int i = 1; i <= 100; ++i) {
            recorder.onStep(step(i, 1.0));
            QCOMPARE(MetricsTable::read(recorder.folder().metrics()).columns.at("step").back(),
                     double(i));
        }
    }

    void eventsAreQuotedWhereTheyMust()
    {
        const test::TemporaryFolder folder;
        RunRecorder recorder({folder / "run"}, someConfig(), Json::object());
        recorder.onEvent({3, 1.5, "checkpoint", "plain text"});
        recorder.onEvent({4, 2.0, "warning", "one, \"two\"\nthree"});
        QCOMPARE(QString::fromStdString(readFile(recorder.folder().events())),
                 QString("step,wall_seconds,kind,text\n3,1.5,checkpoint,plain text\n"
                         "4,2,warning,\"one, \"\"two\"\" three\"\n"));  // a line an event
    }

    void configurationAndEnvironmentAreWrittenAtTheStart()
    {
        const test::TemporaryFolder folder;
        const RunRecorder recorder({folder / "deep/er/run"}, someConfig(), {{"version", "1"}});
        const RunFolder& run = recorder.folder();
        run.requireRun();
        const RunConfig back =
            RunConfig::fromJson(parseJson(readFile(run.config()), "config.json"), "");
        QCOMPARE(back.toJson().dump(), someConfig().toJson().dump());
        QCOMPARE(parseJson(readFile(run.environment()), "env.json").dump(),
                 std::string(R"({"version":"1"})"));
        QVERIFY(!fs::exists(run.outcome()));
    }

    void folderThatCannotBeCreatedIsAnInputErrorAndLeavesNothing()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "plain", "text");
        QVERIFY_EXCEPTION_THROWN(RunRecorder({folder / "plain/run"}, someConfig(), {}), InputError);
        QVERIFY_EXCEPTION_THROWN(RunRecorder({"/proc/no/run"}, someConfig(), {}), InputError);
        QCOMPARE(entriesOf(folder.path()), 1);
    }

    void folderOfAnUnfinishedStartIsRemoved()
    {
        const test::TemporaryFolder folder;
        Json broken;
        broken["text"] = "\xff";  // cannot be written as JSON
        QVERIFY_EXCEPTION_THROWN(RunRecorder({folder / "a/run"}, someConfig(), broken),
                                 std::exception);
        QCOMPARE(entriesOf(folder.path()), 0);
    }

    void fullDiskIsARunErrorThatNamesTheFile()
    {
        const test::TemporaryFolder folder;
        RunRecorder recorder({folder / "run"}, someConfig(), Json::object());
        const FileSizeLimit limit(2000);  // of the disk, as it were
        try {
            for (int i = 1; i < 1000; ++i)
                recorder.onStep(step(i, 1.0 / i));
            QFAIL("no error");
        } catch (const RunError& error) {
            QVERIFY2(QString(error.what()).contains("metrics.csv"), error.what());
        }
        QVERIFY(MetricsTable::read(recorder.folder().metrics()).columns.at("step").size() > 10);
    }

    void freeMeansNewOrEmptyAndNothingIsCreated()
    {
        const test::TemporaryFolder folder;
        RunFolder{folder / "new/deep"}.requireFree();
        QCOMPARE(entriesOf(folder.path()), 0);
        RunFolder{folder.path()}.requireFree();
        writeFileAtomically(folder / "plain", "text");
        QVERIFY_EXCEPTION_THROWN(RunFolder{folder.path()}.requireFree(), InputError);
        QVERIFY_EXCEPTION_THROWN(RunFolder{folder / "plain"}.requireFree(), InputError);
        QVERIFY_EXCEPTION_THROWN(RunFolder{folder / "plain/run"}.requireFree(), InputError);
    }

    void firstFreeNumbersOnFromTwoAndCreatesNothing()
    {
        const test::TemporaryFolder folder;
        QCOMPARE(RunFolder::firstFree(folder / "a").filename().string(), std::string("a"));
        fs::create_directory(folder / "a");
        QCOMPARE(RunFolder::firstFree(folder / "a").filename().string(), std::string("a-2"));
        writeFileAtomically(folder / "a-2", "");
        QCOMPARE(RunFolder::firstFree(folder / "a/").filename().string(), std::string("a-3"));
        QCOMPARE(entriesOf(folder.path()), 2);
    }

    void folderWithoutARunIsNamed()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "plain", "text");
        QVERIFY_EXCEPTION_THROWN(RunFolder{folder / "missing"}.requireRun(), InputError);
        QVERIFY_EXCEPTION_THROWN(RunFolder{folder / "plain"}.requireRun(), InputError);
        QVERIFY_EXCEPTION_THROWN(RunFolder{folder.path()}.requireRun(), InputError);
    }
};

NIE_TEST(RunFolderTest);

}  // namespace nie::run_folder_test

#include "run_folder_test.moc"
