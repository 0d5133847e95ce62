#include "app/cli/generation_meter.h"
#include "app/cli/progress_bar.h"
#include "app/cli/result_table.h"
#include "app/cli/train_request.h"
#include "core/base/error.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace nie::progress_test {

using namespace nie::cli;

namespace {

/// What was written to a stream.
std::string textOf(std::FILE* stream)
{
    std::rewind(stream);
    std::string text(10000, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), stream));
    std::fclose(stream);
    return text;
}

}  // namespace

class ProgressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durationsReadAsOnAClock()
    {
        QCOMPARE(durationText(7.4), std::string("0:07"));
        QCOMPARE(durationText(754), std::string("12:34"));
        QCOMPARE(durationText(10921), std::string("3:02:01"));
        QCOMPARE(durationText(-1), std::string("0:00"));
    }

    void wideLineShowsEverythingKnown()
    {
        Progress progress{0.45, 270, 600, 1.25e-3, 1.5e-3, 8e-5, 12.34, 27.0};
        QCOMPARE(progressLine(progress, 200),
                 std::string("[#########           ]  45 %  step 270 of 600  loss 1.25e-03"
                             "  validation 1.50e-03  ETA 0:27  residual 8.0e-05  12.3 steps/s"));
    }

    void narrowLineGivesUpWhatMattersLeast()
    {
        Progress progress{1.0, 600, 600, 1.25e-3, 1.5e-3, 8e-5, 12.34, 0.0};
        for (int columns = 70; columns < 140; ++columns)
            QVERIFY(static_cast<int>(progressLine(progress, columns).size()) < columns);
        QVERIFY(progressLine(progress, 90).ends_with("validation 1.50e-03"));
    }

    void whatIsNotKnownIsLeftOut()
    {
        Progress progress;
        progress.step = 3;
        QCOMPARE(progressLine(progress, 200), std::string("[                    ]   0 %  step 3"));
    }

    void progressOfATimeLimitedRunFollowsTheTime()
    {
        std::FILE* stream = std::tmpfile();
        {
            ProgressBar bar(stream, false);
            RunFacts facts;
            facts.timeBudgetSeconds = 10.0;
            bar.onStarted(facts);
            StepReport report;
            report.step = 5;
            report.wallSeconds = 2.5;
            bar.onStep(report);
        }
        const std::string text = textOf(stream);
        QVERIFY2(text.find("[#####               ]  25 %  step 5  loss") != std::string::npos,
                 text.c_str());
        QVERIFY2(text.find("ETA 0:08") != std::string::npos, text.c_str());
        QVERIFY2(text.find("2.0 steps/s") != std::string::npos, text.c_str());
        QVERIFY2(text.find('\r') == std::string::npos, text.c_str());
    }

    void generationTellsShareRateAndTimeLeft()
    {
        QCOMPARE(generationLine("lorenz", 15, 30, 7.0),
                 std::string("lorenz: [##########          ]  50 %  15 of 30  ETA 0:07  2.14/s"));
        QCOMPARE(generationLine("lorenz", 0, 30, 0.0),
                 std::string("lorenz: [                    ]   0 %  0 of 30"));
    }

    void generationDrawsOneLineOnATerminalAndWipesIt()
    {
        std::FILE* stream = std::tmpfile();
        {
            GenerationMeter meter(stream, true, "lorenz");
            for (int done = 1; done <= 1000; ++done)
                meter.showMade(done, 1000);
            meter.showWritten(1.0);
        }
        const std::string text = textOf(stream);
        QVERIFY(text.find('\n') == std::string::npos);
        QVERIFY2(text.find("100 %  1000 of 1000") != std::string::npos, text.c_str());
        QVERIFY(text.ends_with("\r\033[K"));
    }

    void generationWritesFewPlainLinesElsewhere()
    {
        std::FILE* stream = std::tmpfile();
        {
            GenerationMeter meter(stream, false, "lorenz");
            for (int done = 1; done <= 1000; ++done)
                meter.showMade(done, 1000);
        }
        const std::string text = textOf(stream);
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), 2);
        QVERIFY(text.starts_with("lorenz: generating"));
        QVERIFY(text.find('\r') == std::string::npos);
    }

    void limitOfTheCommandLineReplacesAllOthers()
    {
        TrainRequest request;
        request.experiment = "spirals";
        QVERIFY(configure(request).training.contains("epochs"));
        request.steps = 20;
        request.seed = 9;
        request.assignments = {"training.batch_size=4"};
        const RunConfig config = configure(request);
        QVERIFY(!config.training.contains("epochs"));
        QCOMPARE(config.training.at("steps").get<int>(), 20);
        QCOMPARE(config.training.at("batch_size").get<int>(), 4);
        QCOMPARE(config.seed, std::uint64_t(9));
        QVERIFY(config.source.find("--set training.batch_size=4") != std::string::npos);
    }

    void tableNamesModelAndEveryFloor()
    {
        RunEvaluation evaluation;
        evaluation.model = "anie";
        evaluation.split = "test";
        evaluation.test.mse = 1.5e-3;
        evaluation.floors["persistence"] = {};
        evaluation.floors["nearest_curve"].mse = 0.25;
        const std::string table = resultTable(evaluation);
        for (const char* part : {"anie", "1.500e-03", "persistence", "nearest_curve", "2.500e-01"})
            QVERIFY2(table.find(part) != std::string::npos, table.c_str());
    }
};

NIE_TEST(ProgressTest);

}  // namespace nie::progress_test

#include "progress_test.moc"
