#include "core/io/nifti_file.h"
#include "core/io/repetition_time.h"
#include "tests/support/error_text.h"
#include "tests/support/nifti_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::repetition_time_test {

class RepetitionTimeTest : public QObject {
    Q_OBJECT

private:
    static RepetitionTime of(double stated, int units)
    {
        test::NiftiBytes bytes;
        bytes.dims({1, 1, 1, 2}).type(2, 8).data<std::uint8_t>({1, 2});
        bytes.pixdim({1, 1, 1, 1, stated, 0, 0, 0}).units(units);
        return RepetitionTime::ofHeader(NiftiFile(bytes.bytes(), "x.nii").header());
    }

private Q_SLOTS:
    void headerTimesAreMultipliedByTheirUnit()
    {
        QCOMPARE(of(2.2, 8).seconds.value(), 2.2);  // float32 2.2 is 2.2000000477
        QCOMPARE(of(800, 16).seconds.value(), 0.8);
        QCOMPARE(of(2000000, 24).seconds.value(), 2.0);
        QCOMPARE(QString::fromStdString(of(800, 16).policy), QString("accept"));
        QCOMPARE(QString::fromStdString(of(800, 16).source), QString("header"));
    }

    void nothingIsInventedWhereTheHeaderSaysNothing()
    {
        const std::pair<double, int> cases[] = {{0, 8},  {-1, 8},  {2, 0},           {0.5, 32},
                                                {50, 8}, {0.1, 8}, {std::nan(""), 8}};
        for (const auto& [stated, units] : cases) {
            const RepetitionTime time = of(stated, units);
            QVERIFY(!time.seconds);
            QCOMPARE(QString::fromStdString(time.policy), QString("ask"));
            QVERIFY(time.toJson().at("seconds").is_null());
            QVERIFY(test::inputErrorOf([&] { time.require("x.nii"); }).contains("--tr"));
        }
        QVERIFY(of(0, 8).warnings.front().starts_with("pixdim[4]"));
        QVERIFY(of(0.5, 32).warnings.front().starts_with("xyzt_units"));
    }

    void aSecondIsTakenWithADoubtThatASidecarEnds()
    {
        RepetitionTime time = of(1, 8);
        QCOMPARE(time.seconds.value(), 1.0);
        QCOMPARE(QString::fromStdString(time.policy), QString("accept"));
        QVERIFY(time.warnings.at(0).find("1 s is also what is written") != std::string::npos);
        QCOMPARE(of(1000, 16).warnings.size(), std::size_t(1));
        QVERIFY(of(1.5, 8).warnings.empty());
        test::TemporaryFolder folder;
        std::ofstream(folder / "run.json") << R"({"RepetitionTime": 1.0})";
        time.applySidecar(folder / "run.nii");
        QVERIFY(time.warnings.empty());
    }

    void thousandsOfSecondsAreProposedAsMillisecondsNotTaken()
    {
        const RepetitionTime time = of(2000, 8);
        QCOMPARE(time.seconds.value(), 2.0);
        QCOMPARE(QString::fromStdString(time.policy), QString("suggest_ms"));
        QVERIFY(test::inputErrorOf([&] { time.require("x.nii"); }).contains("--tr 2"));
    }

    void sidecarWinsAndContradictionsAreTold()
    {
        test::TemporaryFolder folder;
        std::ofstream(folder / "run.json") << R"({"RepetitionTime": 0.8})";
        RepetitionTime time = of(2, 8);
        time.applySidecar(folder / "run.nii.gz");
        QCOMPARE(time.seconds.value(), 0.8);
        QCOMPARE(QString::fromStdString(time.source), QString("side-car"));
        QCOMPARE(time.warnings.size(), std::size_t(1));
        QVERIFY(time.warnings.front().starts_with("RepetitionTime"));
        RepetitionTime same = of(0.8, 8);
        same.applySidecar(folder / "run.nii");
        QVERIFY(same.warnings.empty());
        std::ofstream(folder / "bad.json") << R"({"RepetitionTime": "2 s"})";
        RepetitionTime ignored = of(2, 8);
        ignored.applySidecar(folder / "bad.nii");
        QCOMPARE(ignored.seconds.value(), 2.0);
        QCOMPARE(ignored.warnings.size(), std::size_t(1));
        std::ofstream(folder / "broken.json") << "{";
        std::ofstream(folder / "huge.json") << R"({"RepetitionTime": 1e99999})";
        RepetitionTime huge = of(2, 8);
        huge.applySidecar(folder / "huge.nii");
        QCOMPARE(huge.seconds.value(), 2.0);
        QVERIFY(huge.warnings.at(0).find("too large") != std::string::npos);
        RepetitionTime broken = of(0, 8);
        broken.applySidecar(folder / "broken.nii");
        QVERIFY(!broken.seconds);
        QCOMPARE(broken.warnings.size(), std::size_t(2));
    }
};

NIE_TEST(RepetitionTimeTest);

}  // namespace nie::repetition_time_test

#include "repetition_time_test.moc"
