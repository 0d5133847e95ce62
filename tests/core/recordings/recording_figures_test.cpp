#include "core/recordings/recording_figures.h"
#include "core/signals/connectivity.h"
#include "tests/support/error_text.h"
#include "tests/support/nifti_bytes.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::recording_figures_test {

namespace {

RecordedRuns threeRuns(Eigen::Index regions)
{
    RecordedRuns recorded;
    for (int k = 0; k < 3; ++k) {
        Recording run;
        run.source = "run" + std::to_string(k);
        run.series =
            100.0 * Eigen::MatrixXd::Ones(60, regions) + Eigen::MatrixXd::Random(60, regions);
        for (Eigen::Index region = 0; region < regions; ++region)
            run.regions.push_back("region " + std::to_string(region));
        run.repetitionTime = RepetitionTime::ofUser(2.0);
        recorded.runs.push_back(std::move(run));
    }
    return recorded;
}

}  // namespace

class RecordingFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectivityOnThePageIsThatOfTheRows()
    {
        const RecordedRuns recorded = threeRuns(5);
        const CleanedRuns cleaned = cleanRuns(recorded, {});
        const RecordingShown shown{recorded, cleaned, "test"};
        const FigureSpec figure = connectivityFigure(shown, {});
        Eigen::MatrixXd rows(180, 5);
        for (int k = 0; k < 3; ++k) {
            const Eigen::MatrixXd& run = recorded.runs[std::size_t(k)].series;
            rows.middleRows(60 * k, 60) = run.rowwise() - run.colwise().mean();
        }
        const Eigen::MatrixXd expected = functionalConnectivity(rows);
        const ImageSpec& image = *figure.panels.at(0).image;
        for (std::size_t a = 0; a < 5; ++a)
            for (std::size_t b = 0; b < 5; ++b)
                QVERIFY(std::abs(image.at(a, b) - expected(Eigen::Index(a), Eigen::Index(b))) <
                        1e-12);
        QCOMPARE(figure.panels[0].y.names.at(2), std::string("region 2"));
        // All 10 pairs are in the histogram.
        double pairs = 0.0;
        for (const double count : figure.panels.at(1).series.at(0).y)
            pairs += count / 2;
        QCOMPARE(pairs, 10.0);
    }

    void carpetShowsEveryRowAndTheBordersOfTheRuns()
    {
        const RecordedRuns recorded = threeRuns(5);
        RecordingImport import;
        import.cleaning.drop = 10;
        const CleanedRuns cleaned = cleanRuns(recorded, import);
        const FigureSpec figure = carpetFigure({recorded, cleaned, "test"}, {});
        const ImageSpec& image = *figure.panels.at(0).image;
        QCOMPARE(image.columns, std::size_t(150));
        QCOMPARE(image.x[1], 2.0);
        QCOMPARE(figure.panels[0].series.at(0).x.at(0), 99.0);  // between rows 49 and 50
        QCOMPARE(figure.panels[0].series.at(0).x.at(3), 199.0);
        double sum = 0.0;
        for (std::size_t k = 50; k < 100; ++k)
            sum += image.at(3, k);
        QVERIFY(std::abs(sum) < 1e-9);  // z per run
    }

    void similarRegionsStandTogether()
    {
        RecordedRuns recorded = threeRuns(6);
        for (Recording& run : recorded.runs)
            for (Eigen::Index region = 2; region < 6; ++region)
                run.series.col(region) =
                    5 * run.series.col(region % 2) + 0.1 * run.series.col(region);
        const CleanedRuns cleaned = cleanRuns(recorded, {});
        const auto order = orderBySimilarity(connectivityOf(cleaned.pieces(), "pearson").matrix);
        for (std::size_t k = 1; k < 6; ++k)
            QCOMPARE(order[k] % 2 == order[k - 1] % 2, k != 3);
    }

    void whatNeedsTheTimeSaysSo()
    {
        RecordedRuns recorded = threeRuns(5);
        const CleanedRuns timed = cleanRuns(recorded, {});
        const FigureSpec spectrum = spectrumFigure({recorded, timed, "test"}, {});
        QVERIFY(std::abs(spectrum.panels.at(0).series.at(1).x.back() - 0.25) < 1e-12);
        const FigureSpec dynamics =
            dynamicsFigure({recorded, timed, "test"}, {.window = 40, .shift = 20});
        QCOMPARE(dynamics.panels.at(0).image->rows, std::size_t(3 * 5));  // 20 rows every 10 of 60
        for (Recording& run : recorded.runs)
            run.repetitionTime = {};
        const CleanedRuns untimed = cleanRuns(recorded, {});
        const RecordingShown shown{recorded, untimed, "test"};
        QVERIFY(test::inputErrorOf([&] { spectrumFigure(shown, {}); }).contains("repetition time"));
        QVERIFY(test::inputErrorOf([&] { dynamicsFigure(shown, {}); }).contains("repetition time"));
        QCOMPARE(traceFigure(shown, {}).panels.at(0).x.label, std::string("t (volumes)"));
    }

    void filterFigureEndsHalfWayAtTheCutOff()
    {
        CleaningOptions options;
        options.highPass = 0.01;
        QVERIFY(filterFigure({}, 2.0).panels.empty());
        for (const auto& [how, amplitude] :
             {std::pair("causal", std::sqrt(0.5)), std::pair("zero_phase", 0.5)}) {
            options.filter = how;
            const SeriesSpec line = filterFigure(options, 2.0).panels.at(0).series.at(0);
            for (std::size_t k = 0; k < line.x.size(); ++k)
                if (std::abs(line.x[k] - 0.01) < 1e-9)
                    QVERIFY(std::abs(line.y[k] - amplitude) < 1e-6);
        }
    }

    void slicesShowTheWorldUpright()
    {
        const auto folder = test::sharedData("fmri/crafted/orientation");
        if (folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        int seen = 0;
        for (const char* codes : {"RAS", "LAS", "LPS", "LPI", "ASR", "PIR", "SRA", "IAL"}) {
            NiftiFile file(folder / (std::string("orient_") + codes + ".nii"));
            const VolumeSeries series = VolumeSeries::read(file);
            QVERIFY(series.isInMillimetres());
            // Every voxel holds 1000 + 3x + 5y + 7z + 100t of its place.
            for (std::int64_t z = 0; z < series.shape()[2]; ++z)
                for (std::int64_t y = 0; y < series.shape()[1]; ++y)
                    for (std::int64_t x = 0; x < series.shape()[0]; ++x, ++seen) {
                        const double expected = 1000 + 3 * series.coordinates(0)[std::size_t(x)] +
                                                5 * series.coordinates(1)[std::size_t(y)] +
                                                7 * series.coordinates(2)[std::size_t(z)] + 100;
                        QVERIFY(std::abs(series.at(1, x, y, z) - expected) < 1e-2);
                    }
        }
        QCOMPARE(seen, 8 * 6 * 7 * 8);
    }

    void longRecordingsAreThinnedAndRegionsOutlined()
    {
        std::vector<float> voxels;
        for (int t = 0; t < 10; ++t)
            for (int k = 0; k < 4 * 3 * 2; ++k)
                voxels.push_back(float(100 * t + k));
        test::NiftiBytes bytes;
        bytes.dims({4, 3, 2, 10}).type(16, 32).data(voxels);
        NiftiFile file(bytes.bytes(), "test");
        std::vector<std::int32_t> labels(24, 0);
        labels[5] = 9;  // x 1, y 1, z 0
        const VolumeSeries series = VolumeSeries::read(file, labels, {}, 4 * 24 * sizeof(float));
        QCOMPARE(series.stride(), std::int64_t(3));
        QCOMPARE(series.count(), std::int64_t(4));
        const auto at = series.middleOf(9);
        QCOMPARE(series.at(2, at[0], at[1], at[2]), 605.0F);
        SliceLook look;
        look.at = at;
        look.volume = 2;
        look.region = 9;
        look.repetitionTime = 2.0;
        const FigureSpec figure = sliceFigure(series, look);
        QCOMPARE(figure.panels.size(), std::size_t(4));
        // Four edges around one voxel, each an end, an end and a gap.
        QCOMPARE(figure.panels[2].series.at(0).x.size(), std::size_t(12));
        QCOMPARE(figure.panels[3].series.at(0).x.at(2), 12.0);
        QCOMPARE(figure.panels[3].series.at(0).y.at(2), 605.0);
    }
};

NIE_TEST(RecordingFiguresTest);

}  // namespace nie::recording_figures_test

#include "recording_figures_test.moc"
