#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/npy.h"
#include "core/io/text_table.h"
#include "core/recordings/cleaning.h"
#include "core/signals/confounds.h"
#include "core/signals/connectivity.h"
#include "core/signals/partial_correlation.h"
#include "core/signals/polynomial_trend.h"
#include "core/signals/standardise.h"
#include "tests/support/eigen_array.h"
#include "tests/support/error_text.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <fstream>

namespace nie::cleaning_test {

namespace fs = std::filesystem;

class CleaningTest : public QObject {
    Q_OBJECT

private:
    const fs::path m_folder = test::sharedData("fmri");
    Eigen::MatrixXd m_run;     ///< Haxby's first run, [121, 21]
    Eigen::MatrixXd m_motion;  ///< [121, 6]

    Eigen::MatrixXd golden(const std::string& name) const
    {
        return test::matrixOf(readNpy(m_folder / "golden" / (name + ".npy")));
    }

    void compare(const CleaningOptions& options, bool motion, const std::string& name)
    {
        const Eigen::MatrixXd none;
        const CleanedSeries cleaned = clean(m_run, options, motion ? m_motion : none, 2.5);
        const double worst = (cleaned.series - golden(name)).cwiseAbs().maxCoeff();
        QVERIFY2(worst < 1e-9, qPrintable(QString("%1: %2").arg(name.c_str()).arg(worst)));
    }

    static CleaningOptions bandPassed()
    {
        CleaningOptions options;
        options.detrend = "linear";
        options.highPass = 0.01;
        options.lowPass = 0.1;
        options.filter = "zero_phase";
        return options;
    }

private Q_SLOTS:
    void cleaningsOfTheHaxbyRunAreNilearns()
    {
        if (m_folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        m_run = test::matrixOf(readNpy(m_folder / "haxby/haxby_hoc21_series.npy")).topRows(121);
        m_motion = test::matrixOf(TextTable::read(m_folder / "haxby/haxby_run01_motion.txt").array);
        CleaningOptions options;
        options.detrend = "linear";
        compare(options, false, "run1_detrend_linear");
        compare(options, true, "run1_detrend_confounds6");
        options.standardise = "percent";
        compare(options, false, "run1_psc");
        compare(bandPassed(), false, "run1_detrend_bandpass");
        options = bandPassed();
        options.standardise = "zscore";
        compare(options, true, "run1_full");
        options.motion24 = true;
        compare(options, true, "run1_full_24p");
        options.motion24 = false;
        options.censor = "10-12,55,90";
        compare(options, true, "run1_full_censored");
        const CleanedSeries censored = clean(m_run, options, m_motion, 2.5);
        const std::vector<std::size_t> lengths{10, 42, 34, 30};
        QCOMPARE(censored.pieces().size(), lengths.size());
        for (std::size_t k = 0; k < lengths.size(); ++k)
            QCOMPARE(censored.pieces()[k].rows(), Eigen::Index(lengths[k]));
        QCOMPARE(censored.places[10], std::int64_t(13));
    }

    void cosinesLeaveNothingSlowerThanTheCutOff()
    {
        Eigen::MatrixXd series(150, 2);
        for (Eigen::Index row = 0; row < 150; ++row)
            series.row(row) << std::sin(double(row * row)) + 40 * std::cos(0.011 * double(row)),
                std::cos(double(row * row * 2));
        CleaningOptions options;
        options.filter = "cosine";
        options.highPass = 0.01;
        const Eigen::MatrixXd motion = Eigen::MatrixXd::Random(150, 3);
        const CleanedSeries cleaned = clean(series, options, motion, 2.0);
        // floor(2 T f TR) = 6 columns sqrt(2/T) cos(pi/T (t + 0.5) k), regressed out with the
        // motion.
        for (int k = 1; k <= 6; ++k) {
            Eigen::VectorXd wave(150);
            for (Eigen::Index row = 0; row < 150; ++row)
                wave[row] = std::cos(std::acos(-1.0) / 150 * (double(row) + 0.5) * k);
            QVERIFY((cleaned.series.transpose() * wave).cwiseAbs().maxCoeff() < 1e-9);
        }
        Eigen::MatrixXd joined(150, 9);
        joined << motion, cosineDrift(150, 0.01, 2.0);
        QVERIFY((cleaned.series - withoutConfounds(series, joined)).norm() < 1e-9);
        QVERIFY(Json(cleaned.steps).dump().find("6 cosines below 0.01 Hz") != std::string::npos);
        QVERIFY(Json(cleaned.warnings).dump().find("later volumes") != std::string::npos);
        options.lowPass = 0.1;
        QVERIFY(test::inputErrorOf([&] { clean(series, options, {}, 2.0); }).contains("low_pass"));
        options.lowPass = 0.0;
        options.highPass = 1e-4;
        QVERIFY(Json(clean(series, options, {}, 2.0).warnings).dump().find("too short") !=
                std::string::npos);
    }

    void aCausalFilterSeesNothingBehindAGap()
    {
        Eigen::MatrixXd series = Eigen::MatrixXd::Random(100, 2);
        CleaningOptions options;
        options.highPass = 0.02;
        options.lowPass = 0.15;
        options.censor = "40-44";
        const CleanedSeries before = clean(series, options, {}, 2.0);
        series.bottomRows(100 - 50) *= 7.0;  // volumes 50 on
        const CleanedSeries after = clean(series, options, {}, 2.0);
        // Rows 0..44 are volumes 0..39 and 45..49.
        QVERIFY(before.series.topRows(45) == after.series.topRows(45));
        QVERIFY(before.series.bottomRows(50) != after.series.bottomRows(50));
        // What is censored is not seen at all.
        series.middleRows(40, 5).setConstant(1e9);
        QVERIFY(clean(series, options, {}, 2.0).series == after.series);
    }

    void censoredEndsAreLeftOutAndMeansNeverCrossAGap()
    {
        Eigen::MatrixXd series(20, 1);
        for (Eigen::Index row = 0; row < 20; ++row)
            series(row, 0) = double(row);
        CleaningOptions options;
        options.drop = 1;
        options.censor = "0-2,11,19";
        options.downsample = 3;
        const CleanedSeries cleaned = clean(series, options);
        // Volumes 3..18 in threes: 3-5, 6-8, (9-11 has a gap), 12-14, 15-17.
        Eigen::VectorXd expected(4);
        expected << 4, 7, 13, 16;
        QVERIFY(cleaned.series == expected);
        QVERIFY((cleaned.places == std::vector<std::int64_t>{0, 1, 3, 4}));
        QCOMPARE(cleaned.volumesPerRow, Eigen::Index(3));
        options.censor = "20";
        QVERIFY(test::inputErrorOf([&] { clean(series, options); }).contains("0 to 19"));
        options.censor = "3-x";
        QVERIFY(test::inputErrorOf([&] { clean(series, options); }).contains("10-12,55"));
    }

    void motionThatIsTooLargeIsCensoredByTheTableOfConfounds()
    {
        test::TemporaryFolder folder;
        std::ofstream(folder / "c.tsv")
            << "framewise_displacement\tx\nn/a\t1\n0.1\t2\n0.9\t3\n0.2\t5\n0.1\t8\n";
        CleaningOptions options;
        options.confounds = (folder / "c.tsv").string();
        options.columns = "x";
        options.censorAbove = 0.5;
        std::vector<std::string> warnings;
        const Eigen::MatrixXd series = Eigen::MatrixXd::Random(5, 1);
        const auto cleaned = clean(series, options, readConfounds(options, warnings));
        QVERIFY((cleaned.places == std::vector<std::int64_t>{0, 1, 3, 4}));
        std::ofstream(folder / "c.tsv") << "fd\tx\n1\t1\n0.1\t2\n0.9\t3\n0.2\t5\n0.1\t8\n";
        QVERIFY(test::inputErrorOf([&] {
                    clean(series, options, series);
                }).contains("framewise_displacement"));
    }

    void connectivityOfTheHaxbyRunsIsThatOfTheCollection()
    {
        if (m_folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        const Eigen::MatrixXd full = golden("run1_full");
        const auto isNear = [](const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
            return (a - b).cwiseAbs().maxCoeff() < 1e-8;
        };
        QVERIFY(isNear(functionalConnectivity(full), golden("run1_fc_pearson")));
        const ShrunkCovariance shrunk = ShrunkCovariance::of(full);
        QVERIFY(std::abs(shrunk.shrinkage - 0.18653399211226632) < 1e-9);
        QVERIFY(isNear(correlationOf(shrunk.matrix), golden("run1_fc_ledoit_wolf")));
        Eigen::MatrixXd all = test::matrixOf(readNpy(m_folder / "haxby/haxby_hoc21_series.npy"));
        for (Eigen::Index row = 0; row < all.rows(); row += 121)
            all.middleRows(row, 121) = zScored(detrended(all.middleRows(row, 121)));
        QVERIFY(isNear(functionalConnectivity(all), golden("all_fc_pearson")));
        QVERIFY(isNear(partialCorrelation(sampleCovariance(all)), golden("all_partial_inverse")));
        const ShrunkCovariance allShrunk = ShrunkCovariance::of(all);
        QVERIFY(std::abs(allShrunk.shrinkage - 0.021408579988420683) < 1e-9);
        QVERIFY(isNear(partialCorrelation(allShrunk.matrix), golden("all_partial_ledoit_wolf")));
    }

    void stepsAreSaidInTheOrderInWhichTheyAreDone()
    {
        CleaningOptions options = bandPassed();
        options.drop = 5;
        options.logarithm = true;
        options.motion24 = true;
        options.standardise = "zscore";
        Eigen::MatrixXd series(200, 2);
        Eigen::MatrixXd confounds(200, 1);
        for (Eigen::Index row = 0; row < 200; ++row) {
            series.row(row) << 3 + std::sin(double(row * row)), 5 + std::cos(double(row * row));
            confounds(row, 0) = std::sin(double(row * row * row));
        }
        const CleanedSeries cleaned = clean(series, options, confounds, 2.0);
        QCOMPARE(cleaned.series.rows(), Eigen::Index(195));
        QVERIFY(std::abs(cleaned.series.col(0).squaredNorm() / 194 - 1) < 1e-12);
        const QStringList order{"dropped",     "logarithm", "differences", "trend",
                                "Butterworth", "regressed", "z-score"};
        QCOMPARE(qsizetype(cleaned.steps.size()), order.size());
        for (qsizetype k = 0; k < order.size(); ++k)
            QVERIFY(QString::fromStdString(cleaned.steps[std::size_t(k)]).contains(order[k]));
        QVERIFY(cleaned.reach > 0);
        QVERIFY(Json(cleaned.warnings).dump().find("future") != std::string::npos);
        QVERIFY(clean(series, {}).steps.empty());
        QVERIFY(clean(series, {}).series == series);
    }

    void whatCannotBeDoneIsRefusedByName()
    {
        const Eigen::MatrixXd series = Eigen::MatrixXd::Random(50, 2);
        CleaningOptions options = bandPassed();
        QVERIFY(test::inputErrorOf([&] { clean(series, options); }).contains("--tr"));
        options = {};
        options.logarithm = true;
        QVERIFY(test::inputErrorOf([&] { clean(series, options); }).contains("log"));
        options = {};
        options.drop = 49;
        QVERIFY(test::inputErrorOf([&] { clean(series, options); }).contains("drop"));
        QVERIFY(test::inputErrorOf([&] {
                    clean(series, {}, Eigen::MatrixXd::Random(40, 1));
                }).contains("40"));
    }

    void missingConfoundsCountAsZeroInTheFirstRowOnly()
    {
        test::TemporaryFolder folder;
        std::ofstream(folder / "c.tsv") << "trans_x\tfd\trot_z\n1\tn/a\t2\n3\t4\t5\n7\t8\t9\n";
        CleaningOptions options;
        options.confounds = (folder / "c.tsv").string();
        options.columns = "fd,trans_x";
        std::vector<std::string> warnings;
        Eigen::MatrixXd expected(3, 2);
        expected << 0, 1, 4, 3, 8, 7;
        QVERIFY(readConfounds(options, warnings) == expected);
        QCOMPARE(warnings.size(), std::size_t(1));
        options.columns = "fd2";
        QVERIFY(test::inputErrorOf([&] { readConfounds(options, warnings); }).contains("'fd2'"));
        std::ofstream(folder / "c.tsv") << "a\tb\n1\t2\n3\tn/a\n";
        options.columns = "";
        QVERIFY(test::inputErrorOf([&] { readConfounds(options, warnings); }).contains("row 2"));
    }
};

NIE_TEST(CleaningTest);

}  // namespace nie::cleaning_test

#include "cleaning_test.moc"
