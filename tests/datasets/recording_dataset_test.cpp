#include "core/base/error.h"
#include "core/data/dataset_store.h"
#include "core/data/recorded_windows.h"
#include "core/data/region_places.h"
#include "datasets/recording/recording_dataset.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <array>
#include <cmath>
#include <fstream>
#include <set>

namespace nie::recording_dataset_test {

namespace {

using Rows = std::set<std::pair<std::int64_t, std::int64_t>>;

Rows rowsOf(const std::vector<RecordingPart>& parts)
{
    Rows rows;
    for (const RecordingPart& part : parts)
        for (std::int64_t row = part.begin; row < part.end; ++row)
            rows.insert({part.run, row});
    return rows;
}

}  // namespace

class RecordingDatasetTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    RecordingImport importOf(int runs, int rows)
    {
        RecordingImport import;
        for (int run = 0; run < runs; ++run) {
            const auto file = m_folder / ("run" + std::to_string(run) + ".csv");
            std::ofstream stream(file);
            stream << "a,b\n";
            // A row is known by its numbers; from 0 on they would be taken for an index.
            for (int row = 0; row < rows; ++row)
                stream << 5000 + 1000 * run + row << ',' << std::sin(row * row) << '\n';
            import.files.push_back(file);
        }
        import.windows.context = 3;
        import.windows.horizon = 5;
        return import;
    }

private Q_SLOTS:
    void partsShareNoRowAndLieAGapApart()
    {
        for (const auto& lengths : {std::vector<std::int64_t>{200}, {90, 120}, {100, 100, 90, 120}})
            for (const char* how : {"time", "runs"}) {
                if (std::string(how) == "runs" && lengths.size() < 3)
                    continue;
                RecordingWindowOptions options;
                options.context = 2;
                options.horizon = 4;
                options.split = how;
                const auto split = RecordingSplit::of(lengths, options, 10);
                const Rows training = rowsOf(split.training);
                const Rows validation = rowsOf(split.validation);
                const Rows test = rowsOf(split.test);
                for (const auto& [run, row] : training)
                    for (std::int64_t k = 0; k <= 10; ++k)
                        QVERIFY(!validation.count({run, row + k}));
                for (const auto& [run, row] : validation)
                    for (std::int64_t k = 0; k <= 10; ++k)
                        QVERIFY(!test.count({run, row + k}));
                QVERIFY(training.size() > validation.size());
            }
    }

    void windowsStayInsideTheirRunAndPart()
    {
        const Dataset set = importRecording(importOf(2, 100), {});
        const Json& physical = set.recipe.at("physical");
        const double mean = physical.at("mean")[0].get<double>();
        const double deviation = physical.at("deviation")[0].get<double>();
        std::vector<std::set<std::int64_t>> rows(3);
        const std::vector<std::int64_t>* parts[] = {&set.ownSplit->training,
                                                    &set.ownSplit->validation, &set.ownSplit->test};
        for (std::size_t part = 0; part < 3; ++part)
            for (const std::int64_t sample : *parts[part]) {
                const auto first =
                    std::llround(set.values[sample][0][0].item<double>() * deviation + mean);
                for (std::int64_t k = 0; k < 8; ++k) {
                    const auto row =
                        std::llround(set.values[sample][k][0].item<double>() * deviation + mean);
                    QCOMPARE(row, first + k);  // a border of a run would be a jump
                    rows[part].insert(row);
                }
            }
        for (const std::int64_t row : rows[0])
            for (std::int64_t k = 0; k < 8; ++k)
                QVERIFY(!rows[1].count(row + k) && !rows[2].count(row + k));
        for (const std::int64_t row : rows[1])
            for (std::int64_t k = 0; k < 8; ++k)
                QVERIFY(!rows[2].count(row + k));
        QCOMPARE(set.givenPoints, std::int64_t(3));
    }

    void scaleComesFromTheTrainingRowsAlone()
    {
        RecordingImport import = importOf(4, 60);
        const Dataset before = importRecording(import, {});
        // Another last run, which is the test, must change nothing in training and validation.
        std::ofstream stream(m_folder / "run3.csv");
        stream << "a,b\n";
        for (int row = 0; row < 60; ++row)
            stream << -5000 * row << ',' << 77 * row * row << '\n';
        stream.close();
        const Dataset after = importRecording(import, {});
        const auto count =
            std::int64_t(before.ownSplit->training.size() + before.ownSplit->validation.size());
        QVERIFY(torch::equal(before.values.narrow(0, 0, count), after.values.narrow(0, 0, count)));
        QVERIFY(!torch::equal(before.values, after.values));
        // 2 training runs (60 % of 4, rounded), each row once.
        double sum = 0;
        for (const double run : {0.0, 1.0})
            for (int row = 0; row < 60; ++row)
                sum += 5000 + 1000 * run + row;
        QCOMPARE(before.recipe.at("physical").at("mean")[0].get<double>(), sum / 120);
    }

    void storedSetGivesItsRowsBackOnceEach()
    {
        RecordingImport import = importOf(3, 40);
        import.windows.scale = "none";
        writeDatasetHdf5(importRecording(import, {}), m_folder / "set.h5");
        const Dataset stored = readStoredDataset(m_folder / "set.h5");
        QVERIFY(stored.ownSplit.has_value());
        const auto pieces = recordedPieces(stored);
        QCOMPARE(pieces.size(), std::size_t(3));
        for (int run = 0; run < 3; ++run) {
            QCOMPARE(pieces[std::size_t(run)].rows(), Eigen::Index(40));
            for (int row = 0; row < 40; ++row)
                QCOMPARE(pieces[std::size_t(run)](row, 0), double(5000 + 1000 * run + row));
        }
    }

    void zeroPhaseFiltersWidenTheGap()
    {
        RecordingImport import = importOf(1, 400);
        import.request.repetitionTime = 2.0;
        import.cleaning.highPass = 0.02;
        const auto gap = [&] {
            return importRecording(import, {}).recipe.at("gap").get<std::int64_t>();
        };
        QCOMPARE(gap(), std::int64_t(8));
        import.cleaning.filter = "zero_phase";
        QVERIFY(gap() > 20);
    }

    void noWindowCrossesACensoredVolumeAndThePiecesEndThere()
    {
        RecordingImport import = importOf(3, 60);
        import.windows.scale = "none";
        import.cleaning.censor = "20-21,40";
        const Dataset set = importRecording(import, {});
        for (std::int64_t sample = 0; sample < set.sampleCount(); ++sample) {
            const double first = set.values[sample][0][0].item<double>();
            for (std::int64_t k = 0; k < 8; ++k)
                QCOMPARE(set.values[sample][k][0].item<double>(), first + double(k));
        }
        // 20, 18 and 19 volumes are left in a run.
        QCOMPARE(set.sampleCount(), std::int64_t(3 * (13 + 11 + 12)));
        const auto pieces = recordedPieces(set);
        QCOMPARE(pieces.size(), std::size_t(9));
        for (std::size_t k = 0; k < pieces.size(); ++k)
            QCOMPARE(pieces[k].rows(), (std::array<Eigen::Index, 3>{20, 18, 19})[k % 3]);
        import.cleaning.censor = "3,10,17,24,31,38,45,52";
        QVERIFY(test::inputErrorOf([&] { importRecording(import, {}); }).contains("censored"));
    }

    void downsampledRowsStandForLongerTimes()
    {
        RecordingImport import = importOf(3, 60);
        import.request.repetitionTime = 0.5;
        import.cleaning.downsample = 4;
        import.windows.scale = "none";
        import.windows.horizon = 2;
        const Dataset set = importRecording(import, {});
        QCOMPARE(set.times[1].item<double>(), 2.0);
        QCOMPARE(set.values[0][0][0].item<double>(), 5001.5);  // mean of 5000 to 5003
        QCOMPARE(recordedPieces(set).front().rows(), Eigen::Index(15));
    }

    void regionsAsPlacesHoldTheSameNumbers()
    {
        RecordingImport import = importOf(3, 40);
        const Dataset curves = importRecording(import, {});
        import.windows.layout = "field";
        writeDatasetHdf5(importRecording(import, {}), m_folder / "field.h5");
        const Dataset field = readStoredDataset(m_folder / "field.h5");
        QCOMPARE(field.spaceDimensions(), std::int64_t(1));
        QVERIFY(torch::equal(field.values.squeeze(-1), curves.values));
        QVERIFY((recordedRegions(field) == std::vector<std::string>{"a", "b"}));
        QVERIFY(recordedRegions(field) == recordedRegions(curves));
        const auto pieces = recordedPieces(field);
        QCOMPARE(pieces.size(), std::size_t(3));
        QVERIFY(pieces[1] == recordedPieces(curves)[1]);
    }

    void runsThatDoNotBelongTogetherAreNotJoined()
    {
        RecordingImport import = importOf(2, 60);
        std::ofstream(m_folder / "run1.csv") << "a,c\n1,2\n3,4\n5,6\n";
        QVERIFY(test::inputErrorOf([&] { importRecording(import, {}); }).contains("'c'"));
        import = importOf(2, 60);
        std::ofstream(m_folder / "run1.json") << R"({"RepetitionTime": 3})";
        QVERIFY(test::inputErrorOf([&] {
                    importRecording(import, {});
                }).contains("another repetition time"));
    }
};

NIE_TEST(RecordingDatasetTest);

}  // namespace nie::recording_dataset_test

#include "recording_dataset_test.moc"
