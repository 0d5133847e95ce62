#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/npy.h"
#include "core/recordings/recording_file.h"
#include "tests/support/eigen_array.h"
#include "tests/support/error_text.h"
#include "tests/support/nifti_bytes.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <fstream>

namespace nie::parcellation_test {

namespace fs = std::filesystem;

class ParcellationTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    fs::path write(const std::string& name, const std::string& bytes)
    {
        std::ofstream(m_folder / name, std::ios::binary) << bytes;
        return m_folder / name;
    }

    /// 4 x 1 x 1 x 3, voxel size 2 mm from x = 0: the last voxel is constant, the third not finite.
    fs::path series()
    {
        test::NiftiBytes bytes;
        bytes.dims({4, 1, 1, 3}).type(16, 32).sform({2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0});
        bytes.data<float>({1, 10, 5, 7, 2, 20, NAN, 7, 4, 60, 5, 7});
        return write("series.nii", bytes.bytes());
    }

    fs::path labels(const std::string& name, const std::vector<std::int16_t>& values)
    {
        test::NiftiBytes bytes;
        bytes.dims({4, 1, 1}).type(4, 16).sform({2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0}).data(values);
        return write(name, bytes.bytes());
    }

    static Parcellation parcels(const fs::path& recording, const fs::path& atlas)
    {
        NiftiFile file(recording);
        return parcellate(file, LabelImage::read(atlas));
    }

private Q_SLOTS:
    void regionsAreMeansOfUsableVoxelsInAscendingOrder()
    {
        const Parcellation result = parcels(series(), labels("a.nii", {7, 7, 2, 2}));
        // Label 2 has a voxel that is not finite and one that never varies.
        QCOMPARE(result.parcels.size(), std::size_t(1));
        QCOMPARE(result.parcels[0].label, 7);
        QCOMPARE(result.parcels[0].voxels, std::int64_t(2));
        QVERIFY(result.recording.series.col(0) == Eigen::Vector3d(5.5, 11, 32));
        const std::string warnings = Json(result.recording.warnings).dump();
        QVERIFY2(warnings.find("label 2") != std::string::npos, warnings.c_str());
        QVERIFY2(warnings.find("1 are not finite at some time, 1 are constant") !=
                     std::string::npos,
                 warnings.c_str());
    }

    void atlasOfAnotherGridIsResampledWithANotice()
    {
        test::NiftiBytes bytes;
        // 1 mm voxels from x = 8 down to -1: 3 lies over the first voxel, 5 over the second.
        bytes.dims({10, 1, 1}).type(4, 16).sform({-1, 0, 0, 8, 0, 1, 0, 0, 0, 0, 1, 0});
        bytes.data<std::int16_t>({0, 0, 0, 0, 0, 0, 5, 3, 3, 9});
        const Parcellation result = parcels(series(), write("fine.nii", bytes.bytes()));
        QCOMPARE(result.parcels.size(), std::size_t(2));
        QCOMPARE(result.parcels[0].label, 3);
        QVERIFY(result.recording.series.col(0) == Eigen::Vector3d(1, 2, 4));
        QVERIFY(result.recording.series.col(1) == Eigen::Vector3d(10, 20, 60));
        const std::string warnings = Json(result.recording.warnings).dump();
        QVERIFY(warnings.find("another grid") != std::string::npos);
        QVERIFY2(warnings.find("label 9") != std::string::npos, warnings.c_str());
    }

    void imagesThatAreNoAtlasAreRefused()
    {
        const auto errorOf = [this](const std::vector<std::int16_t>& values) {
            return test::inputErrorOf([&] { parcels(series(), labels("b.nii", values)); });
        };
        QVERIFY(errorOf({0, 0, 0, 0}).contains("no voxel has a label > 0"));
        QVERIFY(errorOf({1, -3, 0, 0}).contains("label: voxel (1, 0, 0) is negative (found -3"));
        QVERIFY(errorOf({0, 0, 3, 3}).contains("no region has a usable voxel"));
        test::NiftiBytes half;
        half.dims({4, 1, 1}).type(16, 32).data<float>({0, 0.5f, 1, 0});
        const fs::path image = write("half.nii", half.bytes());
        QVERIFY(test::inputErrorOf([&] { LabelImage::read(image); }).contains("not an integer"));
        test::NiftiBytes far;
        far.dims({4, 1, 1}).type(4, 16).sform({2, 0, 0, 500, 0, 2, 0, 0, 0, 0, 2, 0});
        far.data<std::int16_t>({1, 1, 1, 1});
        const fs::path elsewhere = write("far.nii", far.bytes());
        QVERIFY(
            test::inputErrorOf([&] { parcels(series(), elsewhere); }).contains("do not overlap"));
    }

    void namesThatWereChosenHaveToBeOfTheAtlas()
    {
        const fs::path image = labels("named.nii", {7, 7, 2, 0});
        const fs::path fitting = write("fitting.txt", "7 Precentral gyrus\n9 Elsewhere\n");
        const LabelImage named = LabelImage::read(image, fitting);
        QCOMPARE(named.nameOf(7), std::string("Precentral gyrus"));
        QCOMPARE(named.nameOf(2), std::string("label 2"));
        const std::string warnings = Json(named.warnings).dump();
        QVERIFY2(warnings.find("1 of 2 labels have no name in fitting.txt: 2") != std::string::npos,
                 warnings.c_str());
        const fs::path other = write("other.txt", "100 A\n200 B\n");
        const QString refused = test::inputErrorOf([&] { LabelImage::read(image, other); });
        for (const char* word : {"other.txt", "named.nii", "100 to 200", "2, 7"})
            QVERIFY2(refused.contains(word), qPrintable(refused));
        // What only lies beside the atlas may be of another thing.
        write("named.tsv", "index\tname\n100\tA\n");
        QCOMPARE(LabelImage::read(image).nameOf(7), std::string("label 7"));
    }

    void voxelsAreRegionsWithoutAnAtlasUpToALimit()
    {
        const OpenedRecording opened = openRecording(series(), {});
        QCOMPARE(opened.runs.front().series.cols(), Eigen::Index(2));
        QCOMPARE(QString::fromStdString(opened.runs.front().regions[1]), QString("1,0,0"));
        RecordingRequest few;
        few.mostVoxels = 1;
        QVERIFY(test::inputErrorOf([&] {
                    openRecording(m_folder / "series.nii", few);
                }).contains("--atlas"));
    }

    void craftedAtlasesGiveTheExpectedParcels()
    {
        const fs::path folder = test::sharedData("fmri");
        if (folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        int tested = 0;
        const Json collection = parseJson(readFile(folder / "expected.json"), "expected.json");
        for (const Json& one : collection.at("files")) {
            const fs::path atlas = folder / one.at("path").get<std::string>();
            if (one.at("expect") == "error_as_labels") {
                const fs::path recording = folder / "crafted/parcellation/a_series.nii";
                const QString error = test::inputErrorOf([&] { parcels(recording, atlas); });
                for (const Json& part : one.at("error").at("mustMention"))
                    QVERIFY2(error.contains(QString::fromStdString(part)), qPrintable(error));
            }
            if (!one.contains("parcellation"))
                continue;
            const Json& expected = one.at("parcellation");
            const Parcellation found =
                parcels(folder / expected.at("series").get<std::string>(), atlas);
            // The file lists its labels in another order than the ascending one.
            const auto order = expected.at("labels").get<std::vector<std::int32_t>>();
            QCOMPARE(found.parcels.size(), order.size());
            QCOMPARE(found.unlabelled, expected.at("unlabelledVoxels").get<std::int64_t>());
            for (std::size_t k = 0; k < order.size(); ++k) {
                const auto at = std::find_if(found.parcels.begin(), found.parcels.end(),
                                             [&](const Parcel& p) { return p.label == order[k]; });
                QVERIFY(at != found.parcels.end());
                const auto column = at - found.parcels.begin();
                QCOMPARE(at->voxels, expected.at("voxels")[k].get<std::int64_t>());
                const auto& rows = found.recording.series;
                QVERIFY(std::abs(rows(0, column) - expected.at("firstRow")[k].get<double>()) <
                        1e-6);
                QVERIFY(std::abs(rows(rows.rows() - 1, column) -
                                 expected.at("lastRow")[k].get<double>()) < 1e-6);
            }
            const std::string warnings = Json(found.recording.warnings).dump();
            for (const Json& label : expected.value("labelsWithoutVoxel", Json::array()))
                QVERIFY(warnings.find("label " + label.dump()) != std::string::npos);
            ++tested;
        }
        QCOMPARE(tested, 2);
    }

    void haxbyRunsGiveTheSeriesOfTheCollection()
    {
        const fs::path folder = test::sharedData("fmri/haxby");
        if (folder.empty())
            QSKIP("the collection of recordings is not beside the project");
        const Eigen::MatrixXd expected = test::matrixOf(readNpy(folder / "haxby_hoc21_series.npy"));
        RecordingRequest request;
        request.atlas = folder / "haxby_labels_hoc_25mm.nii.gz";
        request.atlasNames = folder / "haxby_labels_hoc.tsv";
        for (int run = 1; run <= 12; ++run) {
            const auto name = QString("haxby_run%1_bold_25mm.nii.gz").arg(run, 2, 10, QChar('0'));
            const OpenedRecording opened = openRecording(folder / name.toStdString(), request);
            const Recording& found = opened.runs.front();
            QCOMPARE(found.series.cols(), Eigen::Index(21));
            QCOMPARE(QString::fromStdString(found.regions.front()), QString("Frontal Pole"));
            QCOMPARE(found.repetitionTime.seconds.value(), 2.5);
            const auto difference = found.series - expected.middleRows(121 * (run - 1), 121);
            QVERIFY(difference.cwiseAbs().maxCoeff() < 1e-9);
        }
    }
};

NIE_TEST(ParcellationTest);

}  // namespace nie::parcellation_test

#include "parcellation_test.moc"
