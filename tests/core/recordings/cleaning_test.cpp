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
